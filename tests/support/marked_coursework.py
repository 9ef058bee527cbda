"""Assignments of a marked school, and what is handed in."""

from typing import Any, Protocol


class Assigning(Protocol):
    """A school in which its owner adds and publishes things."""

    mark: str
    ids: dict[str, str]

    def add(self, path: str, **body: Any) -> dict[str, Any]: ...
    def do(self, path: str) -> dict[str, Any]: ...


def add_coursework(school: Assigning) -> None:
    """One of each: a template, what is assigned from it, and what the marked child hands in."""
    section = {"kind": "theory", "title": school.mark, "text": school.mark}
    template = school.add("/v1/assignment-templates", title=school.mark, sections=[section])
    school.ids |= {"template_id": template["id"]}
    school.ids |= {"assignment_id": assigned(school)}
    handed_in = {name: school.ids[name] for name in ("assignment_id", "student_id")}
    submission = school.add("/v1/submissions", **handed_in, text=school.mark)
    school.ids |= {"submission_id": submission["id"]}


def drafted(school: Assigning) -> str:
    """The id of an assignment for the marked child and cohort that is not published yet."""
    named = {name: school.ids[name] for name in ("teacher_id", "cohort_id", "template_id")}
    draft = school.add("/v1/assignments", **named, student_ids=[school.ids["student_id"]])
    return str(draft["id"])


def assigned(school: Assigning) -> str:
    """The id of an assignment that the marked child has."""
    assignment_id = drafted(school)
    school.do(f"/v1/assignments/{assignment_id}/publish")
    return assignment_id
