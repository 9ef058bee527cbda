"""A body for every route by which rubrics are kept, work is graded and comments are made."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.support.grading import a_rubric, marks

Ids = Mapping[str, str]
FAR = {"version": 900_000}

GRADING_BODIES: dict[str, Callable[[Ids], dict[str, Any]]] = {
    "add_rubric": lambda _: a_rubric(name="X"),
    "update_rubric": lambda _: a_rubric(name="X") | FAR,
    "add_comment": lambda ids: {"recording_id": ids["recording_id"], "at_ms": 0, "text": "X"},
    "update_comment": lambda _: {"text": "X"} | FAR,
    "give_grade": lambda ids: {
        **{name: ids[name] for name in ("assignment_id", "student_id", "rubric_id")},
        "marks": marks(),
    },
    "update_grade": lambda _: {"marks": marks(), "remark": "X", "is_released": True} | FAR,
}
"""Each asks for the ids of what it names only when it is asked for itself."""
