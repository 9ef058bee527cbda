"""A body for every route by which the library is kept."""

from collections.abc import Callable, Mapping
from typing import Any

Ids = Mapping[str, str]
FAR = {"version": 900_000}
PIECE = {"composer": "X", "title": "X", "key": "F# minor"}
CURRICULUM = {"name": "X"}
STEP = {"key": "x", "title": "X"}
NOTE = {"kind": "lesson_note", "title": "X", "text": "X"}


def _named(ids: Ids) -> dict[str, str]:
    return {name: ids[name] for name in ("resource_id", "piece_id", "template_id")}


LIBRARY_BODIES: dict[str, Callable[[Ids], dict[str, Any]]] = {
    "add_resource": lambda ids: NOTE | {"visibility": "group", "series_id": ids["series_id"]},
    "add_curriculum": lambda ids: CURRICULUM | {"steps": [STEP | _named(ids)]},
    "update_curriculum": lambda ids: CURRICULUM | {"steps": [STEP | _named(ids)]} | FAR,
    "add_piece": lambda _: PIECE,
    "update_piece": lambda _: PIECE | FAR,
    "add_repertoire_piece": lambda ids: {"piece_id": ids["new_piece_id"]},
    "update_repertoire_piece": lambda _: {"state": "polished"} | FAR,
    "update_resource": lambda ids: NOTE | {"student_ids": [ids["student_id"]]} | FAR,
}
"""Each asks for the ids of what it names only when it is asked for itself."""
