"""A body for every route by which rubrics are kept, work is graded and comments are made."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.support.grading import a_rubric

Ids = Mapping[str, str]
FAR = {"version": 900_000}

GRADING_BODIES: dict[str, Callable[[Ids], dict[str, Any]]] = {
    "add_rubric": lambda _: a_rubric(name="X"),
    "update_rubric": lambda _: a_rubric(name="X") | FAR,
}
"""Each asks for the ids of what it names only when it is asked for itself."""
