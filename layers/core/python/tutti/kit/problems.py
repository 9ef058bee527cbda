"""Refusals and invalid input as RFC 9457 problem documents."""

from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from tutti.kit.errors import BadRequest, Invalid, Refusal
from tutti.kit.observe import report

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """RFC 9457; `code` is the stable name of the refusal."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    instance: str | None = None
    errors: list[dict[str, str]] | None = None


class MalformedBody(BadRequest):
    """The body is not valid JSON."""


class Failed(Refusal):
    """Something went wrong on our side; try again, and tell us the request's id if it stays."""

    status = 500


class InvalidInput(Invalid):
    """Some fields break their rules; `errors` names each."""


def _instance(request: Request) -> str:
    context = request.scope.get("aws.context")
    return f"urn:tutti:request:{context.aws_request_id}" if context else ""


def respond(request: Request, refusal: Refusal) -> JSONResponse:
    """The refusal as a reply."""
    document = refusal.problem(_instance(request))
    return JSONResponse(document, refusal.status, refusal.headers, media_type=MEDIA_TYPE)


async def _refused(request: Request, error: Exception) -> JSONResponse:
    return respond(request, cast("Refusal", error))


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    return respond(request, invalid_input(cast("RequestValidationError", error).errors()))


async def _http(request: Request, error: Exception) -> JSONResponse:
    failed = cast("HTTPException", error)
    # FastAPI raises 400 itself for nothing but a body that no parser can take, such as one nested too deeply.
    refusal = (
        MalformedBody() if failed.status_code == MalformedBody.status else BadRequest(str(failed.detail))
    )
    document = refusal.problem(_instance(request)) | {"status": failed.status_code}
    return JSONResponse(document, failed.status_code, media_type=MEDIA_TYPE)


async def _failed(request: Request, error: Exception) -> JSONResponse:
    report(error)
    return respond(request, Failed())


def invalid_input(errors: Any) -> Refusal:
    """The refusal for pydantic's errors: pointers and rules, never the values, which may be personal."""
    if any(error["type"] == "json_invalid" for error in errors):
        return MalformedBody()
    listed = [
        {"pointer": "/" + "/".join(str(part) for part in error["loc"]), "rule": error["msg"]}
        for error in errors
    ]
    return InvalidInput(errors=listed)


def add_problems(app: FastAPI) -> None:
    """Let the app answer refusals and invalid input as problem documents."""
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _failed)
