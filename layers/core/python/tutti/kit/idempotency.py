"""Idempotency keys: a repeated POST gets the first one's reply, and its effect only once."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from tutti.kit.directory import PUBLIC, public_tenant
from tutti.kit.errors import BadRequest, Conflict, KeyReused
from tutti.kit.ids import is_slug
from tutti.kit.receipts import Receipts
from tutti.kit.tenant import Tenant
from tutti.kit.who import caller_of, claims_in

HEADER = "idempotency-key"
LONGEST = 100

Reply = dict[str, Any]


class BadIdempotencyKey(BadRequest):
    """An Idempotency-Key has 1 to 100 visible ASCII characters."""


class ShownOnce(Conflict):
    """This was done before, and what it gave is shown once only; take it back and ask for another."""


def key_of(event: Mapping[str, Any]) -> str | None:
    """The key of this request, or None when it has none."""
    key: str | None = event.get("headers", {}).get(HEADER)
    if key is not None and not (0 < len(key) <= LONGEST and key.isascii() and key.isprintable()):
        raise BadIdempotencyKey()
    return key


def once(event: Mapping[str, Any], key: str, act: Callable[[], Reply], *, shows_once: bool = False) -> Reply:
    """Act, or give the reply of the first request with this key; refuses the key for another request.

    Only replies below 500 are kept: what failed may be tried again. Of a success that `shows_once` nothing is
    kept but that there was one, which refuses repetitions with `ShownOnce`.
    """
    tenant, who = _scope(event)
    if tenant is None:
        return act()
    route = event["routeKey"]
    receipts = Receipts(tenant)
    claim = receipts.claim(f"REQUEST#{_digest(who, route, event['rawPath'], key)}")
    fingerprint = _digest(event.get("rawQueryString", ""), event.get("body") or "")
    if claim.result is not None:
        return _replay(claim.result, fingerprint)
    try:
        reply = act()
    except BaseException:
        receipts.release(claim)
        raise
    if reply["statusCode"] < 500:
        kept = {} if shows_once and reply["statusCode"] < 400 else reply
        receipts.finish(claim, json.dumps({"fingerprint": fingerprint, "reply": kept}))
    else:
        receipts.release(claim)
    return reply


def _scope(event: Mapping[str, Any]) -> tuple[Tenant | None, str]:
    claims = claims_in(event)
    if claims:
        caller = caller_of(claims)
        return caller.tenant, caller.person_id
    slug = (event.get("pathParameters") or {}).get("slug", "")
    return (public_tenant(slug) if is_slug(slug) else None), PUBLIC


def _replay(result: str, fingerprint: str) -> Reply:
    kept = json.loads(result)
    if kept["fingerprint"] != fingerprint:
        raise KeyReused()
    if not kept["reply"]:
        raise ShownOnce()
    reply: Reply = kept["reply"]
    reply["headers"] = {**reply.get("headers", {}), "idempotent-replayed": "true"}
    return reply


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()
