"""Rubrics of a marked school."""

from typing import Any, Protocol

from tests.support.grading import a_rubric


class Adding(Protocol):
    """A school in which its owner adds things."""

    mark: str
    ids: dict[str, str]

    def add(self, path: str, **body: Any) -> dict[str, Any]: ...


def add_grading(school: Adding) -> None:
    """One of each by which work is graded."""
    rubric = school.add("/v1/rubrics", **a_rubric(name=school.mark))
    school.ids |= {"rubric_id": rubric["id"]}
