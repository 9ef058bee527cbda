"""Answers `/v1`: read the call, do the work once, answer in Stripe's shape."""

import stripe
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from local.stripe.calls import Call, read_call
from local.stripe.endpoints import Endpoint
from local.stripe.errors import Refusal
from local.stripe.expand import expanded
from local.stripe.ids import new_id
from local.stripe.keys import Reply
from local.stripe.stand_in import StandIn
from local.stripe.switches import Fault


async def answer(stand_in: StandIn, endpoint: Endpoint, request: Request) -> Response:
    """The reply to one call, in Stripe's shape whether it went well or not."""
    request_id = new_id("req_", 14)
    try:
        call = await read_call(endpoint, request, request_id, stand_in.settings.secret_key)
        reply = await answer_once(stand_in, call)
    except Refusal as refusal:
        reply = Reply(refusal.status, refusal.body(request_id), {})
    headers = {"Request-Id": request_id, "Stripe-Version": stripe.api_version}
    return JSONResponse(reply.body, reply.status, headers | reply.headers)


async def answer_unknown(request: Request) -> Response:
    """What Stripe says to a path it does not know."""
    message = f"Unrecognized request URL ({request.method}: {request.url.path})."
    return JSONResponse(Refusal(message).body(new_id("req_", 14)), 404)


async def answer_once(stand_in: StandIn, call: Call) -> Reply:
    """The answer saved under the call's idempotency key, or that of doing the work now."""
    key = call.origin.idempotency_key
    if key is None:
        return await act(stand_in, call)
    saved = stand_in.keys.claim(key, call.name, call.sent)
    if saved is not None:
        return saved
    try:
        return await act(stand_in, call)
    finally:
        stand_in.keys.release(key)


async def act(stand_in: StandIn, call: Call) -> Reply:
    """Does the work, and meets the fault that was ordered for it before or after."""
    fault = stand_in.faults.take(call.endpoint.name)
    if fault is not None and not fault.after_work:
        await meet(stand_in, call, fault)
    reply = work(stand_in, call)
    if fault is not None and fault.after_work:
        await meet(stand_in, call, fault)
    return reply


async def meet(stand_in: StandIn, call: Call, fault: Fault) -> None:
    """Waits or refuses, and keeps the refusal under the call's key if it was ordered so."""
    try:
        await fault.strike()
    except Refusal as refusal:
        if fault.kept:
            keep(stand_in, call, Reply(refusal.status, refusal.body(str(call.origin.request_id)), {}))
        raise


def work(stand_in: StandIn, call: Call) -> Reply:
    """The answer is kept with the work itself, a refusal without it."""
    stand_in.expire_overdue()
    try:
        with stand_in.store.transaction():
            books = stand_in.books(call.origin)
            found = call.endpoint.work(books, call.params, **call.ids)
            reply = Reply(200, expanded(books, found, call.params.get("expand", [])), {})
            keep(stand_in, call, reply)
    except Refusal as refusal:
        reply = Reply(refusal.status, refusal.body(str(call.origin.request_id)), {})
        keep(stand_in, call, reply)
    return reply


def keep(stand_in: StandIn, call: Call, reply: Reply) -> None:
    """Under the call's idempotency key, if it has one."""
    key = call.origin.idempotency_key
    if key is not None:
        stand_in.keys.save(key, call.name, call.sent, str(call.origin.request_id), reply)
