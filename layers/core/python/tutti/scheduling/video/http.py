"""Calls of video providers: within few seconds, under tokens that are renewed, or not at all."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import urllib3
from pydantic import ValidationError
from urllib3.exceptions import HTTPError

from tutti.scheduling.video.video import Opened

PATIENCE = 9.0
"""Seconds for everything that one room takes: somebody waits for it."""
LONGEST_CALL = 4.0
LONGEST_PAUSE = 2.0
MARGIN = 60.0
UNAUTHORIZED, TOO_MANY = 401, 429


class ProviderFailed(Exception):
    """A provider did not do what it was asked; `status` is 0 when it did not answer at all.

    The provider's own words are left out: they may name people.
    """

    def __init__(self, status: int = 0) -> None:
        super().__init__(f"status {status}" if status else "no answer")
        self.status = status


@dataclass(frozen=True)
class Token:
    """What opens an API until it runs out."""

    value: str
    expires_at: float


@dataclass
class Web:
    """HTTP without redirects or repetitions, until the patience of one request is used up.

    Only when told to wait for two seconds at most (429 with Retry-After) it waits and asks once more.
    """

    patience: float = PATIENCE
    pool: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(retries=False))
    started: float = field(default_factory=time.monotonic)

    def json(
        self, method: str, url: str, headers: Mapping[str, str] | None = None, body: Any = None
    ) -> dict[str, Any]:
        """The JSON of a reply to JSON; empty where there is none. Raises `ProviderFailed`."""
        content = None if body is None else json.dumps(body).encode()
        return self._ask(method, url, {"content-type": "application/json", **(headers or {})}, content)

    def form(self, url: str, fields: Mapping[str, str], headers: Mapping[str, str]) -> dict[str, Any]:
        """The JSON of a reply to a form that is posted. Raises `ProviderFailed`."""
        kind = {"content-type": "application/x-www-form-urlencoded", **headers}
        return self._ask("POST", url, kind, urlencode(fields).encode())

    def _ask(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes | None
    ) -> dict[str, Any]:
        reply = self._send(method, url, headers, content)
        pause = _pause(reply)
        if reply.status == TOO_MANY and pause is not None:
            time.sleep(pause)
            reply = self._send(method, url, headers, content)
        if not 200 <= reply.status < 300:
            raise ProviderFailed(reply.status)
        return _read(reply.data)

    def _send(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes | None
    ) -> urllib3.BaseHTTPResponse:
        left = self.patience - (time.monotonic() - self.started)
        if left <= 0:
            raise ProviderFailed()
        within = urllib3.Timeout(total=min(left, LONGEST_CALL))
        try:
            return self.pool.request(
                method, url, body=content, headers=dict(headers), timeout=within, redirect=False
            )
        except HTTPError:
            raise ProviderFailed() from None


def opened(answer: Mapping[str, Any], *, url: str, room: str) -> Opened:
    """The room in a provider's answer. Raises `ProviderFailed` when there is none."""
    try:
        return Opened(url=answer[url], room=answer[room])
    except (KeyError, ValidationError):
        raise ProviderFailed() from None


def _pause(reply: urllib3.BaseHTTPResponse) -> float | None:
    """The seconds that the provider asks to wait; None when it does not say, or asks for too many."""
    said = reply.headers.get("retry-after", "")
    return float(said) if said.isdecimal() and float(said) <= LONGEST_PAUSE else None


def _read(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data) if data else {}
    except ValueError:
        raise ProviderFailed() from None
    if not isinstance(found, dict):
        raise ProviderFailed()
    return found


_known: dict[str, Token] = {}


@dataclass(frozen=True)
class Bearer:
    """A provider's API under a token, kept while it holds, and asked for again when it is refused.

    `fetch` gets the provider's answer with `access_token` and `expires_in`; `account` names whose it is.
    """

    web: Web
    account: str
    fetch: Callable[[], dict[str, Any]]

    def call(self, method: str, url: str, body: Any = None) -> dict[str, Any]:
        """The JSON of a reply. Raises `ProviderFailed`."""
        try:
            return self.web.json(method, url, self._headers(), body)
        except ProviderFailed as failed:
            if failed.status != UNAUTHORIZED:
                raise
        _known.pop(self.account, None)
        return self.web.json(method, url, self._headers(), body)

    def _headers(self) -> dict[str, str]:
        token = _known.get(self.account)
        if token is None or token.expires_at < time.time() + MARGIN:
            token = _known[self.account] = self._fetched()
        return {"authorization": f"Bearer {token.value}"}

    def _fetched(self) -> Token:
        answer = self.fetch()
        try:
            return Token(str(answer["access_token"]), time.time() + float(answer["expires_in"]))
        except (KeyError, ValueError):
            raise ProviderFailed() from None


def forget_tokens() -> None:
    """Ask for tokens anew."""
    _known.clear()
