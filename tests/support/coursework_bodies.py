"""A body for every route by which work is assigned and handed in."""

from collections.abc import Callable, Mapping
from typing import Any

Ids = Mapping[str, str]
FAR = {"version": 900_000}
SECTIONS = [{"kind": "theory", "text": "X"}]
CONTENTS = {"title": "X", "sections": SECTIONS}

COURSEWORK_BODIES: dict[str, Callable[[Ids], dict[str, Any]]] = {
    "add_assignment_template": lambda _: CONTENTS,
    "update_assignment_template": lambda _: CONTENTS | FAR,
    "add_assignment": lambda ids: {
        "template_id": ids["template_id"],
        "teacher_id": ids["teacher_id"],
        "student_ids": [ids["student_id"]],
        "due": "2040-03-05T18:00:00",
    },
    "update_assignment": lambda _: {"title": "X"} | FAR,
    "update_work": lambda _: {"state": "excused"} | FAR,
    "submit_work": lambda ids: {
        "assignment_id": ids["assignment_id"],
        "student_id": ids["student_id"],
        "recording_ids": [ids["recording_id"]],
    },
}
"""Each asks for the ids of what it names only when it is asked for itself."""
