"""One endpoint, one Lambda: a FastAPI route behind Mangum, declared where it is handled."""

import inspect
import json
import logging
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_type_hints

from fastapi import FastAPI, Query
from fastapi.params import Depends
from fastapi.responses import JSONResponse, Response
from mangum import Mangum
from pydantic.warnings import UnsupportedFieldAttributeWarning

from tutti.kit import cold_start, idempotency
from tutti.kit.caller import Admission, AnyIdentity
from tutti.kit.door import EndpointDoor, Grant
from tutti.kit.errors import Refusal, TooLarge
from tutti.kit.observe import count, logger
from tutti.kit.problems import MEDIA_TYPE, Problem, add_problems

Function = Callable[..., Any]
Event = Mapping[str, Any]
BODY_LIMIT = 128 * 1024

Cursor = Annotated[str | None, Query(max_length=1000, description="Where the page before this one ended.")]
Limit = Annotated[int, Query(ge=1, le=50, description="The most items to reply with.")]


@dataclass(frozen=True)
class Endpoint:
    """A function and the route it answers."""

    function: Function
    door: EndpointDoor
    status: int
    tag: str
    shows_once: bool = False

    @property
    def name(self) -> str:
        """The verb_noun that names it in file, function, route and metric."""
        return self.function.__name__

    def add_to(self, app: FastAPI) -> None:
        """Add the route to an app: its own Lambda's, or the one that makes the OpenAPI document."""
        problems = {"4XX": {"model": Problem, "description": "A refusal.", "content": {MEDIA_TYPE: {}}}}
        app.add_api_route(
            self.door.path,
            self.function,
            methods=[self.door.method],
            status_code=self.status,
            operation_id=self.name,
            tags=[self.tag],
            summary=(inspect.getdoc(self.function) or self.name).splitlines()[0],
            responses=problems,  # type: ignore[arg-type]
            response_class=_response_class(self.function),
            response_model_exclude_none=True,
        )


def _response_class(function: Function) -> type[Response]:
    """The class of the reply: JSON, or what the function says it returns; nothing has no body."""
    returned = get_type_hints(function).get("return")
    if returned is None or returned is type(None):
        return Response
    return returned if inspect.isclass(returned) and issubclass(returned, Response) else JSONResponse


def _roles(function: Function) -> tuple[str, ...] | None:
    """The roles that the type of the caller lets in; None when the function has no caller."""
    for hint in get_type_hints(function, include_extras=True).values():
        for extra in get_args(hint)[1:]:
            if isinstance(extra, Depends) and isinstance(extra.dependency, Admission | AnyIdentity):
                return tuple(extra.dependency.roles)
    return None


class _Declare:
    """`@endpoint.get(path, grants=…)` and its siblings."""

    def __getattr__(self, verb: str) -> Callable[..., Callable[[Function], Endpoint]]:
        def route(
            path: str,
            *,
            grants: Sequence[Grant] = (),
            status: int = 200,
            memory: int = 512,
            timeout: int = 15,
            shows_once: bool = False,
        ) -> Callable[[Function], Endpoint]:
            def declare(function: Function) -> Endpoint:
                door = EndpointDoor(verb.upper(), path, tuple(grants), _roles(function), memory, timeout)
                tag = function.__module__.split(".")[-2]
                return Endpoint(function, door, status, tag, shows_once)

            return declare

        return route


endpoint = _Declare()

# Mangum would log a second time what the problem handler has reported, messages included.
logging.getLogger("mangum").setLevel(logging.CRITICAL)
# Bodies are built when the first comes, outside of where FastAPI silences what pydantic says of its fields.
warnings.simplefilter("ignore", UnsupportedFieldAttributeWarning)


class EndpointHandler:
    """The Lambda handler of one endpoint."""

    def __init__(self, declared: Endpoint) -> None:
        self.endpoint = declared
        self.door = declared.door
        app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
        declared.add_to(app)
        add_problems(app)
        self._serve = Mangum(app, lifespan="off", text_mime_types=["text/", "application/json", MEDIA_TYPE])
        self._keeps_replies = declared.door.method == "POST" and Grant.WRITE in declared.door.grants
        cold_start.end(declared.door.grants)

    def __call__(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        self._log_context(event, context)
        try:
            reply = self._reply(event, context)
        except Refusal as refusal:
            reply = _refuse(refusal, context)
        reply["headers"] = {"cache-control": "no-store", **reply.get("headers", {})}
        count("Replies", endpoint=self.endpoint.name, status=str(reply["statusCode"]))
        return reply

    def _reply(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        if len((event.get("body") or "").encode()) > BODY_LIMIT:
            raise TooLarge(f"At most {BODY_LIMIT // 1024} KiB.")
        key = idempotency.key_of(event) if self._keeps_replies else None
        if key is None:
            return self._serve(event, context)
        once = self.endpoint.shows_once
        return idempotency.once(event, key, lambda: self._serve(event, context), shows_once=once)

    def _log_context(self, event: Event, context: Any) -> None:
        claims = event["requestContext"].get("authorizer", {}).get("jwt", {}).get("claims", {})
        logger.append_keys(
            endpoint=self.endpoint.name,
            request_id=context.aws_request_id,
            studio_id=claims.get("studio_id", ""),
        )


def _refuse(refusal: Refusal, context: Any) -> dict[str, Any]:
    body = json.dumps(refusal.problem(f"urn:tutti:request:{context.aws_request_id}"))
    headers = {"content-type": MEDIA_TYPE, **refusal.headers}
    return {"statusCode": refusal.status, "headers": headers, "body": body}


def lambda_handler(declared: Endpoint) -> EndpointHandler:
    """The Lambda handler of this endpoint; `handler.door` is what infra reads."""
    return EndpointHandler(declared)


__all__ = ["Cursor", "Endpoint", "Grant", "Limit", "Response", "endpoint", "lambda_handler"]
