"""One call of the API as it came in: who calls, and what they sent."""

import base64
import binascii
import hmac
from dataclasses import dataclass
from typing import Any

import stripe
from starlette.requests import Request

from local.stripe.books import Origin
from local.stripe.endpoints import Endpoint
from local.stripe.errors import Refusal
from local.stripe.forms import parse_form
from local.stripe.parameters import check

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Call:
    """One request, read and checked. `sent` is what an idempotency key is bound to."""

    endpoint: Endpoint
    name: str
    ids: dict[str, str]
    sent: dict[str, Any]
    params: dict[str, Any]
    origin: Origin


async def read_call(endpoint: Endpoint, request: Request, request_id: str, secret_key: str) -> Call:
    """Refuses a wrong key, another API version, a body that is no form, and wrong parameters."""
    check_secret_key(request.headers.get("authorization", ""), secret_key)
    check_version(request.headers.get("stripe-version", stripe.api_version))
    sent = parse_form(await form_of(request))
    params = check(sent, endpoint.params, endpoint.implemented)
    key = request.headers.get("idempotency-key") if endpoint.method == "POST" else None
    name = f"{endpoint.method} {request.url.path}"
    return Call(endpoint, name, dict(request.path_params), sent, params, Origin(request_id, key))


async def form_of(request: Request) -> str:
    """The parameters as text, from the query of a GET and the body of a POST."""
    if request.method == "GET":
        return request.url.query
    body = await request.body()
    if body and not request.headers.get("content-type", "").startswith(FORM):
        raise Refusal(f"Invalid request (the content type of a POST is {FORM}).")
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise Refusal("Invalid request (the body is not UTF-8).") from None


def check_secret_key(authorization: str, secret_key: str) -> None:
    """Bearer, or Basic with the key as its user name."""
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() == "basic":
        given = _user_name(given)
    if not given:
        raise Refusal("You did not provide an API key.", status=401)
    if not hmac.compare_digest(given.encode(), secret_key.encode()):
        raise Refusal(f"Invalid API Key provided: {given[:8]}****{given[-4:]}", status=401)


def _user_name(basic: str) -> str:
    try:
        return base64.b64decode(basic, validate=True).decode().partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def check_version(version: str) -> None:
    """The stand-in speaks one version; a client of another would read it wrongly."""
    if version != stripe.api_version:
        raise Refusal(f"The Stripe stand-in speaks version {stripe.api_version}, not {version}.")
