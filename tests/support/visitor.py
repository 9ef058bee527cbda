"""Somebody at a browser, as far as signing in goes: the access token in memory, the cookie in the jar."""

import re
import secrets
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.support.deployed import Deployed

PASSWORD = "Tutti-for-all-1"
SIGN_UP_CODE = "123456"
"""What the local pool mails to everybody."""
COOKIE = re.compile(r"tutti_refresh=([^;]*)")


def an_address() -> str:
    """An address that nobody has."""
    return f"{secrets.token_hex(8)}@people.test"


@dataclass
class Visitor:
    """One person and one browser; the cookie is sent by hand, since it is for https only."""

    deployed: Deployed
    email: str = field(default_factory=an_address)
    password: str = PASSWORD
    token: str = ""
    cookie: str = ""

    @property
    def header(self) -> dict[str, str]:
        """The header by which the visitor calls."""
        return {"authorization": f"Bearer {self.token}"} if self.token else {}

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """Ask the API as this visitor's browser would, and keep what it gives to keep."""
        brought = self.header | ({"cookie": f"tutti_refresh={self.cookie}"} if self.cookie else {}) | headers
        url = f"{self.deployed.api}{path}"
        reply = self.deployed.http.request(method, url, json=body, headers=brought)
        self.deployed.http.cookies.clear()
        if kept := COOKIE.match(reply.headers.get("set-cookie", "")):
            self.cookie = kept[1]
        if "access_token" in reply.text:
            self.token = reply.json()["access_token"]
        return reply

    def does(self, method: str, path: str, body: Any = None) -> Any:
        """What comes of a call that must succeed."""
        reply = self.call(method, path, body)
        assert reply.is_success, reply.text
        return reply.json() if reply.content else None

    def signs_up(self) -> "Visitor":
        """Has an identity with a proved address, and is signed in."""
        somebody = {"email": self.email, "password": self.password}
        self.does("POST", "/v1/auth/sign-up", somebody | {"given_name": "Vera", "family_name": "Visitor"})
        self.does("POST", "/v1/auth/confirm", {"email": self.email, "code": SIGN_UP_CODE})
        return self.signs_in()

    def signs_in(self) -> "Visitor":
        """Is signed in, without a second factor."""
        self.does("POST", "/v1/auth/sign-in", {"email": self.email, "password": self.password})
        return self

    def refreshes(self) -> "Visitor":
        """Has a new access token."""
        self.does("POST", "/v1/auth/refresh")
        return self

    def founds_a_school(self, name: str = "Cadenza") -> dict[str, Any]:
        """Opens a studio of the visitor's own, and acts there from now on."""
        draft = {
            "name": name,
            "slug": f"{name.lower()}-{secrets.token_hex(6)}",
            "email": self.email,
            "time_zone": "Europe/Vienna",
            "currency": "EUR",
            "owner": {"given_name": "Vera", "family_name": "Visitor"},
        }
        studio: dict[str, Any] = self.does("POST", "/v1/studios", draft)
        self.refreshes()
        return studio

    @property
    def me(self) -> dict[str, Any]:
        """What the API says of the visitor."""
        found: dict[str, Any] = self.does("GET", "/v1/me")
        return found
