"""The switches over HTTP: `/_control`. Stripe has nothing like it; tests use it to make trouble."""

import json
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from local.stripe.endpoints import ENDPOINTS
from local.stripe.stand_in import StandIn
from local.stripe.switches import Fault, WebhookSwitches

Model = TypeVar("Model", bound=BaseModel)
FILTERS = ("event", "type", "state")


class Release(BaseModel):
    """Which held events leave: all, or these types."""

    model_config = ConfigDict(extra="forbid")

    types: list[str] = []


class Reset(BaseModel):
    """Whether everything that was ever paid is forgotten too."""

    model_config = ConfigDict(extra="forbid")

    forget: bool = False


async def set_webhooks(stand_in: StandIn, request: Request) -> Response:
    """Replaces all switches of delivery; what is not named goes back to its default."""
    switches = stand_in.outbox.switches = await _read(request, WebhookSwitches)
    return JSONResponse(switches.model_dump())


async def deliver(stand_in: StandIn, request: Request) -> Response:
    """Sends what is held now. The switch stays as it is."""
    release = await _read(request, Release)
    return JSONResponse({"released": stand_in.outbox.release(release.types)})


async def reset(stand_in: StandIn, request: Request) -> Response:
    """Ends all mischief; with `forget` the stand-in is as on its first day."""
    wanted = await _read(request, Reset)
    if wanted.forget:
        stand_in.store.forget()
    stand_in.calm()
    return JSONResponse({"forgot": wanted.forget})


async def show_deliveries(stand_in: StandIn, request: Request) -> Response:
    """Every delivery, or those of `?event=`, `?type=`, `?state=`."""
    where = {name: request.query_params[name] for name in FILTERS if name in request.query_params}
    return JSONResponse({"deliveries": stand_in.outbox.report(**where)})


async def order_fault(stand_in: StandIn, request: Request) -> Response:
    """The next calls of one endpoint go wrong."""
    fault = await _read(request, Fault)
    names = [endpoint.name for endpoint in ENDPOINTS]
    if fault.endpoint not in names:
        raise BadOrder({"unknown endpoint": fault.endpoint, "known": names})
    stand_in.faults.coming.append(fault)
    return JSONResponse(fault.model_dump())


class BadOrder(Exception):
    """The body of a control call makes no sense."""

    def __init__(self, why: Any) -> None:
        self.why = why


async def refuse_order(_request: Request, bad: Exception) -> Response:
    """400 with what is wrong."""
    return JSONResponse({"error": getattr(bad, "why", str(bad))}, 400)


async def _read(request: Request, model: type[Model]) -> Model:
    try:
        return model.model_validate(json.loads(await request.body() or b"{}"))
    except ValidationError as wrong:
        raise BadOrder(wrong.errors(include_url=False, include_context=False)) from None
    except ValueError as wrong:
        raise BadOrder(str(wrong)) from None
