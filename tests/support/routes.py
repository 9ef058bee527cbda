"""Every route of the API, read from docs/openapi.json: every test of all routes meets a new one too."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DOCUMENT = Path(__file__).parents[2] / "docs/openapi.json"
NAMES_A_THING = re.compile(r"\^[a-z]{3}_")
INSTEAD = {
    ("get_calendar", "room_id"),
    ("get_calendar", "location_id"),
    ("list_comments", "file_id"),
    ("preview_cancellation", "student_id"),
    ("report_on_time", "teacher_id"),
    ("report_on_time", "cohort_id"),
}
"""Parameters that name what else one may ask for: a usual request asks for one thing."""
ROLES = ("owner", "admin", "manager", "teacher", "guardian", "student")


class NoExample(AssertionError):
    """A route needs an example that nobody has written yet."""


@dataclass(frozen=True)
class Route:
    """One operation: its verb_noun, where it lies, and who may call it (None: the public)."""

    name: str
    method: str
    path: str
    roles: tuple[str, ...] | None
    described: dict[str, Any] = field(hash=False)

    @property
    def is_signed_in(self) -> bool:
        return self.roles is not None

    @property
    def excluded(self) -> tuple[str, ...]:
        """The roles that its door does not name; none where it lets in everybody who is signed in."""
        return tuple(role for role in ROLES if role not in self.roles) if self.roles else ()

    @property
    def takes_json(self) -> bool:
        return "application/json" in self.described.get("requestBody", {}).get("content", {})

    @property
    def needs_body(self) -> bool:
        return bool(self.described.get("requestBody", {}).get("required"))

    @property
    def queries(self) -> list[str]:
        return self._parameters("query")

    @property
    def headers(self) -> list[str]:
        return self._parameters("header")

    @property
    def path_names(self) -> list[str]:
        return re.findall(r"{(\w+)}", self.path)

    def _parameters(self, place: str) -> list[str]:
        return [one["name"] for one in self.described.get("parameters", []) if one["in"] == place]

    def url(self, ids: Mapping[str, str]) -> str:
        """The path with these ids in it."""
        if missing := [name for name in self.path_names if name not in ids]:
            raise NoExample(f"{self.name} names {missing} in its path: give the marked school one of each")
        return re.sub(r"{(\w+)}", lambda match: ids[match[1]], self.path)

    def query(self, ids: Mapping[str, str]) -> dict[str, str]:
        """Every parameter that is required or names a thing, filled with these ids."""
        asked = [
            one
            for one in self.described.get("parameters", [])
            if one["in"] == "query" and _matters(one) and (self.name, one["name"]) not in INSTEAD
        ]
        if missing := [one["name"] for one in asked if one["name"] not in ids]:
            raise NoExample(f"{self.name} asks for {missing}: give the marked school one of each")
        return {one["name"]: ids[one["name"]] for one in asked}


def _matters(parameter: Mapping[str, Any]) -> bool:
    schema = parameter["schema"]
    patterns = [one.get("pattern", "") for one in (schema, *schema.get("anyOf", ()))]
    return parameter["required"] or any(map(NAMES_A_THING.match, patterns))


def _routes() -> list[Route]:
    document = json.loads(DOCUMENT.read_text())
    return [
        Route(one["operationId"], method.upper(), path, _roles(one), one)
        for path, operations in document["paths"].items()
        for method, one in operations.items()
    ]


def _roles(operation: Mapping[str, Any]) -> tuple[str, ...] | None:
    if "security" not in operation:
        return None
    return tuple(role for scheme in operation["security"] for role in scheme["token"])


ALL_ROUTES = sorted(_routes(), key=lambda route: route.name)
SIGNED_IN = [route for route in ALL_ROUTES if route.is_signed_in]
