"""Rubrics, comments and grades of a marked school."""

from typing import Any, Protocol

from tests.support.grading import a_rubric, marks
from tests.support.marked_coursework import Assigning, drafted


class Adding(Protocol):
    """A school in which its owner adds things."""

    mark: str
    ids: dict[str, str]

    def add(self, path: str, **body: Any) -> dict[str, Any]: ...


def add_grading(school: Assigning) -> None:
    """A rubric, a comment and a grade."""
    school.ids |= another_rubric(school) | another_comment(school)
    school.ids |= another_grade(school)


def another_rubric(school: Adding) -> dict[str, str]:
    """A rubric more."""
    return {"rubric_id": school.add("/v1/rubrics", **a_rubric(name=school.mark))["id"]}


def another_comment(school: Adding) -> dict[str, str]:
    """A comment more on the marked recording."""
    on = {"recording_id": school.ids["recording_id"], "at_ms": 0}
    return {"comment_id": school.add("/v1/comments", **on, text=school.mark)["id"]}


def another_grade(school: Assigning) -> dict[str, str]:
    """A grade of work that was never handed in."""
    assignment_id = drafted(school)
    school.do(f"/v1/assignments/{assignment_id}/publish")
    named = {name: school.ids[name] for name in ("student_id", "rubric_id")}
    body = {"marks": marks(), "remark": school.mark, "is_released": True}
    return {"grade_id": school.add("/v1/grades", assignment_id=assignment_id, **named, **body)["id"]}
