"""What CloudFront does itself with a request on its way to the API: one small function at every edge."""

import json
import re
from collections.abc import Iterable

from infra.doorways import Doorway
from tutti.kit.errors import NotSignedIn
from tutti.kit.problems import MEDIA_TYPE

TO_API = """var OPEN = /^(?:%(open)s)$/;
var REFUSAL = %(refusal)s;

function handler(event) {
  var request = event.request;
  request.uri = request.uri.replace(/^\\/api(?=\\/|$)/, '') || '/';
  var isOpen = OPEN.test(request.method + ' ' + request.uri);
  return isOpen || isCurrent(request.headers.authorization) ? request : REFUSAL;
}

function isCurrent(authorization) {
  var parts = authorization ? authorization.value.split('.') : [];
  try {
    return JSON.parse(Buffer.from(parts[1], 'base64url').toString()).exp > Date.now() / 1000;
  } catch (error) {
    return false;
  }
}
"""
"""Takes /api off the path. Who brings no token, or one that has run out, is refused here and in the API's own
words; the gateway, which checks the signature of every other token, has no words but its own."""


def to_api(doorways: Iterable[Doorway]) -> str:
    """The function's code; the doors say which routes are open to the public."""
    doors = [way.endpoint for way in doorways if way.group == "api"]
    routes = sorted(f"{door.method} {door.path}" for door in doors if door.roles is None)
    return TO_API % {"open": "|".join(map(_pattern, routes)), "refusal": json.dumps(_refusal())}


def _pattern(route: str) -> str:
    parts = re.split(r"{\w+}", route)
    return "[^/]+".join(re.escape(part).replace("/", r"\/").replace(r"\ ", " ") for part in parts)


def _refusal() -> dict[str, object]:
    return {
        "statusCode": NotSignedIn.status,
        "statusDescription": "Unauthorized",
        "headers": {"content-type": {"value": MEDIA_TYPE}, "cache-control": {"value": "no-store"}},
        "body": {"encoding": "text", "data": json.dumps(NotSignedIn().problem())},
    }
