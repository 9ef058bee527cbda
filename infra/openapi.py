"""`python -m infra.openapi`: writes docs/openapi.json from what the endpoints declare."""

import importlib
import json
import warnings
from typing import Any

from fastapi import FastAPI
from pydantic.warnings import UnsupportedFieldAttributeWarning

from infra import ROOT
from infra.doorways import Doorway, discover
from tutti.kit.door import Grant
from tutti.kit.idempotency import LONGEST
from tutti.kit.problems import MEDIA_TYPE

PLACE = ROOT / "docs/openapi.json"
TOKEN = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
RETRY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST},
    "description": "The same key and body again get the first reply again.",
}


def main() -> None:
    """Writes the document in its place."""
    PLACE.parent.mkdir(exist_ok=True)
    PLACE.write_text(as_text(document()))


def as_text(described: dict[str, Any]) -> str:
    """The document as it stands in the repository."""
    return json.dumps(described, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def document() -> dict[str, Any]:
    """The OpenAPI document of every endpoint: paths under /api, who must sign in, what may be retried."""
    doorways = [way for way in discover() if way.group == "api"]
    app = FastAPI(title="Tutti", version="1", servers=[{"url": "/api"}])
    for doorway in doorways:
        importlib.import_module(doorway.module).handler.endpoint.add_to(app)
    with warnings.catch_warnings():
        # FastAPI hands Pydantic the names of bodies where Pydantic wants none, and is told so for each
        warnings.simplefilter("ignore", UnsupportedFieldAttributeWarning)
        described = app.openapi()
    described["components"]["securitySchemes"] = {"token": TOKEN}
    for doorway in doorways:
        _complete(described["paths"][doorway.endpoint.path][doorway.endpoint.method.lower()], doorway)
    return described


def _complete(operation: dict[str, Any], doorway: Doorway) -> None:
    """Adds what FastAPI cannot know: who may call, what may be retried, the media type of a refusal."""
    door = doorway.endpoint
    if door.roles is not None:
        operation["security"] = [{"token": list(door.roles)}]
    if door.method == "POST" and Grant.WRITE in door.grants and (door.roles or "{slug}" in door.path):
        operation.setdefault("parameters", []).append(RETRY_KEY)
    refusal = operation["responses"]["4XX"]
    described = next(one for one in refusal["content"].values() if one)
    refusal["content"] = {MEDIA_TYPE: described}


if __name__ == "__main__":
    main()
