"""Rubrics and comments of a marked school."""

from typing import Any, Protocol

from tests.support.grading import a_rubric


class Adding(Protocol):
    """A school in which its owner adds things."""

    mark: str
    ids: dict[str, str]

    def add(self, path: str, **body: Any) -> dict[str, Any]: ...


def add_grading(school: Adding) -> None:
    """One of each by which work is graded, and a comment."""
    school.ids |= another_rubric(school) | another_comment(school)


def another_rubric(school: Adding) -> dict[str, str]:
    """A rubric more."""
    return {"rubric_id": school.add("/v1/rubrics", **a_rubric(name=school.mark))["id"]}


def another_comment(school: Adding) -> dict[str, str]:
    """A comment more on the marked recording."""
    on = {"recording_id": school.ids["recording_id"], "at_ms": 0}
    return {"comment_id": school.add("/v1/comments", **on, text=school.mark)["id"]}
