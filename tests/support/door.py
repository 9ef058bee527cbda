"""The real door, in process: any endpoint by its name, called with the event that API Gateway would send."""

import asyncio
import json
import re
import threading
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlencode

from tutti.kit.caller import Caller, Identity
from tutti.kit.endpoint import EndpointHandler
from tutti.kit.ids import new_id

ROOT = Path(__file__).parents[2]
_of_thread = threading.local()


@cache
def _modules() -> dict[str, str]:
    files = sorted((ROOT / "functions/api").glob("*/*.py"))
    return {
        f.stem: ".".join(f.relative_to(ROOT).with_suffix("").parts) for f in files if f.stem != "__init__"
    }


@cache
def endpoint_named(name: str) -> EndpointHandler:
    """The handler of the endpoint with this verb_noun."""
    handler: EndpointHandler = import_module(_modules()[name]).handler
    return handler


def endpoints() -> dict[str, EndpointHandler]:
    """Every endpoint's handler by its verb_noun."""
    return {name: endpoint_named(name) for name in _modules()}


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    body: Any
    headers: dict[str, str]
    cookies: list[str]

    @property
    def problem(self) -> str | None:
        """The name of the refusal, when it is one."""
        return self.body.get("code") if isinstance(self.body, dict) else None

    def __getitem__(self, name: str) -> Any:
        return self.body[name]


def claims_of(caller: Identity | None) -> dict[str, str] | None:
    """What the token of this caller would say."""
    if caller is None:
        return None
    claims = {"sub": caller.sub, "username": caller.username, "token_use": "access"}
    if caller.email:
        claims |= {"email": caller.email}
    if isinstance(caller, Caller):
        claims |= {"studio_id": caller.studio_id, "person_id": caller.person_id, "role": caller.role.value}
        claims |= {"locations": " ".join(caller.location_ids)}
    return claims


def event_for(
    handler: EndpointHandler,
    *,
    caller: Identity | None,
    path: dict[str, str],
    query: dict[str, Any] | None,
    body: Any,
    headers: dict[str, str],
) -> dict[str, Any]:
    """An API Gateway HTTP API event, payload version 2.0."""
    filled = re.sub(r"{(\w+)}", lambda match: quote(str(path[match[1]]), safe=""), handler.door.path)
    claims = claims_of(caller)
    authorizer = {"authorizer": {"jwt": {"claims": claims, "scopes": None}}} if claims else {}
    raw = body if isinstance(body, str) or body is None else json.dumps(body, default=str)
    return {
        "version": "2.0",
        "routeKey": f"{handler.door.method} {handler.door.path}",
        "rawPath": filled,
        "rawQueryString": urlencode({k: v for k, v in (query or {}).items() if v is not None}),
        "headers": {"content-type": "application/json", "host": "tutti.test"} | headers,
        "cookies": [headers.pop("cookie")] if "cookie" in headers else [],
        "pathParameters": path,
        "requestContext": {
            "http": {"method": handler.door.method, "path": filled, "sourceIp": "127.0.0.1"},
            "requestId": new_id("req"),
            **authorizer,
        },
        "body": raw,
        "isBase64Encoded": False,
    }


class Call:
    """`call.add_location({...}, by=forte.owner)`: the endpoint's name, its body, path values by keyword."""

    def __getattr__(self, name: str) -> Any:
        handler = endpoint_named(name)

        def send(
            body: Any = None,
            *,
            by: Identity | None = None,
            query: dict[str, Any] | None = None,
            headers: dict[str, str] | None = None,
            **path: str,
        ) -> Reply:
            event = event_for(
                handler, caller=by, path=path, query=query, body=body, headers=dict(headers or {})
            )
            _have_a_loop()
            return reply_of(handler(event, SimpleNamespace(aws_request_id=new_id("req"))))

        return send


def _have_a_loop() -> None:
    """Doors run on the event loop of their thread, which Lambda has from the beginning."""
    if not hasattr(_of_thread, "loop"):
        _of_thread.loop = asyncio.new_event_loop()
    asyncio.set_event_loop(_of_thread.loop)


def reply_of(raw: dict[str, Any]) -> Reply:
    """The handler's answer, its JSON read."""
    body = raw.get("body") or ""
    headers = raw.get("headers", {})
    is_json = "json" in headers.get("content-type", "")
    return Reply(
        raw["statusCode"], json.loads(body) if body and is_json else body, headers, raw.get("cookies", [])
    )
