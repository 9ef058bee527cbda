"""Who may do what with coursework: staff run it, each teacher the own, families read and hand in (IAM-9)."""

from typing import Any

import pytest

from tests.support.classroom import SECTIONS, Classroom

STAFF_ONLY = [
    "add_assignment",
    "add_assignment_template",
    "get_assignment_template",
    "list_assignment_templates",
    "list_assignments",
    "list_class_work",
    "publish_assignment",
    "remove_assignment",
    "remove_assignment_template",
    "update_assignment",
    "update_assignment_template",
    "update_work",
]
BODIES: dict[str, Any] = {
    "add_assignment": {"title": "X", "sections": SECTIONS},
    "add_assignment_template": {"title": "X", "sections": SECTIONS},
    "update_assignment": {"title": "X", "version": 1},
    "update_assignment_template": {"title": "X", "sections": SECTIONS, "version": 1},
    "update_work": {"state": "excused", "version": 1},
}


@pytest.fixture
def ids(home: Classroom) -> dict[str, str]:
    template = home.call.add_assignment_template({"title": "X", "sections": SECTIONS}, by=home.taught_by)
    assigned = home.assigned()
    return {"template_id": template["id"], "assignment_id": assigned["id"], "student_id": home.student.id}


@pytest.mark.parametrize("name", STAFF_ONLY)
def test_families_do_not_run_coursework(home: Classroom, ids: dict[str, str], name: str) -> None:
    for by in (home.parent, home.child):
        assert getattr(home.call, name)(BODIES.get(name), by=by, **ids).status == 403


@pytest.mark.parametrize(
    "name", ["update_assignment", "publish_assignment", "remove_assignment", "update_work"]
)
def test_nobody_changes_what_another_teacher_assigned(
    home: Classroom, ids: dict[str, str], name: str
) -> None:
    for by in (home.school.teacher, home.school.manager()):
        reply = getattr(home.call, name)(BODIES.get(name), by=by, **ids)
        assert (reply.status, reply.problem) == (404, "NoSuchAssignment")


def test_the_office_runs_what_any_teacher_assigned(home: Classroom, ids: dict[str, str]) -> None:
    for by in (home.school.owner, home.school.admin, home.school.manager(home.location.id)):
        version = home.call.get_assignment(by=by, assignment_id=ids["assignment_id"])["version"]
        body = {"title": "X", "version": version}
        assert home.call.update_assignment(body, by=by, assignment_id=ids["assignment_id"]).status == 200


@pytest.mark.parametrize("name", ["get_work", "get_submission", "list_submissions"])
def test_families_read_what_is_theirs_and_nobody_elses(
    home: Classroom, ids: dict[str, str], name: str
) -> None:
    ids["submission_id"] = home.submit({"id": ids["assignment_id"]})["id"]
    query = {"student_id": home.student.id} if name == "list_submissions" else None
    for by, status in (
        (home.parent, 200),
        (home.child, 200),
        (home.taught_by, 200),
        (home.school.guardian, 404),
        (home.school.student, 404),
        (home.school.manager(), 404),
    ):
        assert getattr(home.call, name)(by=by, query=query, **ids).status == status
