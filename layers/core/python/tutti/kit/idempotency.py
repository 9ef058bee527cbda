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
KEPT_AT_MOST = 300 * 1024
"""Bytes of a reply: an item of the table holds 400 KB in all."""

Reply = dict[str, Any]


class BadIdempotencyKey(BadRequest):
    """An Idempotency-Key has 1 to 100 visible ASCII characters."""


class ShownOnce(Conflict):
    """This was done before, and what it gave is shown once only; take it back and ask for another."""


class TooLongToRepeat(Conflict):
    """This was done before, and what came of it is too long to be kept; read it where it lies."""


REFUSALS: dict[str, type[Conflict]] = {one.code(): one for one in (ShownOnce, TooLongToRepeat)}


def key_of(event: Mapping[str, Any]) -> str | None:
    """The key of this request, or None when it has none."""
    key: str | None = event.get("headers", {}).get(HEADER)
    if key is not None and not (0 < len(key) <= LONGEST and key.isascii() and key.isprintable()):
        raise BadIdempotencyKey()
    return key


def once(event: Mapping[str, Any], key: str, act: Callable[[], Reply], *, shows_once: bool = False) -> Reply:
    """Act, or give the reply of the first request with this key; refuses the key for another request.

    Only replies below 500 are kept: what failed may be tried again. Of a success that `shows_once`, and of a
    reply that no item holds, nothing is kept but that there was one: repetitions are refused with `ShownOnce`
    and `TooLongToRepeat`.
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
        kept = _kept(reply, shows_once=shows_once)
        receipts.finish(claim, json.dumps({"fingerprint": fingerprint, **kept}, ensure_ascii=False))
    else:
        receipts.release(claim)
    return reply


def _kept(reply: Reply, *, shows_once: bool) -> Reply:
    """What is kept of a reply: all of it, or by which name it is refused to show it again."""
    if shows_once and reply["statusCode"] < 400:
        return {"refusal": ShownOnce.code()}
    if len(json.dumps(reply, ensure_ascii=False).encode()) > KEPT_AT_MOST:
        return {"refusal": TooLongToRepeat.code()}
    return {"reply": reply}


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
    if "refusal" in kept:
        raise REFUSALS[kept["refusal"]]()
    reply: Reply = kept["reply"]
    reply["headers"] = {**reply.get("headers", {}), "idempotent-replayed": "true"}
    return reply


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()
