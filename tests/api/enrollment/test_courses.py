"""Courses: the office offers them, everybody in the school reads them."""

from typing import Any

import pytest

from tests.support.door import Call
from tests.support.offers import a_course
from tests.support.people import a_location
from tests.support.school import School
from tutti.enrollment.course import Course
from tutti.kit.ids import new_id

PIANO = {
    "name": "Piano for all",
    "kind": "private",
    "instrument": "Piano",
    "age_max": 99,
    "price": {"amount": 12000, "currency": "EUR"},
}


def a_change(course: Course, **changes: Any) -> dict[str, Any]:
    return course.model_dump(mode="json", exclude={"id"}) | changes


def test_an_admin_adds_a_course(call: Call, forte: School) -> None:
    location = a_location(forte)
    course = call.add_course(PIANO | {"location_id": location.id}, by=forte.admin)
    assert (course.status, course["instrument"], course["version"], course["age_min"]) == (201, "piano", 1, 5)
    assert call.get_course(by=forte.teacher, course_id=course["id"]).body == course.body


def test_only_admins_add_and_change_courses(call: Call, forte: School) -> None:
    course = a_course(forte)
    for caller in (forte.manager(), forte.teacher, forte.guardian, forte.student):
        assert call.add_course(PIANO, by=caller).status == 403
        assert call.update_course(a_change(course), by=caller, course_id=course.id).status == 403
    assert call.add_course(PIANO).status == 401


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("kind", "group"),
        ("age_min", -1),
        ("lesson_minutes", 50),
        ("price", 120),
        ("colour", "red"),
    ],
)
def test_refuses_an_impossible_course(call: Call, forte: School, field: str, value: object) -> None:
    reply = call.add_course(PIANO | {field: value}, by=forte.admin)
    assert (reply.status, reply.problem) == (422, "InvalidInput")
    assert reply["errors"][0]["pointer"].startswith(f"/body/{field}")
    assert call.list_courses(by=forte.admin)["items"] == []


def test_refuses_another_currency_than_the_studios(call: Call, forte: School) -> None:
    dollars = {"price": {"amount": 1, "currency": "USD"}}
    course = a_course(forte)
    added = call.add_course(PIANO | dollars, by=forte.admin)
    changed = call.update_course(a_change(course, **dollars), by=forte.admin, course_id=course.id)
    assert [(one.status, one.problem) for one in (added, changed)] == [(422, "OtherCurrency")] * 2


def test_refuses_a_location_of_another_school(call: Call, forte: School, allegro: School) -> None:
    elsewhere = {"location_id": a_location(allegro).id}
    course = a_course(forte)
    added = call.add_course(PIANO | elsewhere, by=forte.admin)
    changed = call.update_course(a_change(course, **elsewhere), by=forte.admin, course_id=course.id)
    assert [(one.status, one.problem) for one in (added, changed)] == [(404, "NoSuchLocation")] * 2
    assert call.get_course(by=forte.admin, course_id=course.id)["version"] == 1


def test_changes_a_course_of_the_version_that_was_read(call: Call, forte: School) -> None:
    course = a_course(forte)
    body = a_change(course, name="Grand piano", is_published=False)
    first, second = (call.update_course(body, by=forte.admin, course_id=course.id) for _ in range(2))
    assert (first["name"], first["version"], second.status, second.problem) == (
        "Grand piano",
        2,
        409,
        "VersionConflict",
    )


def test_a_course_keeps_its_kind(call: Call, forte: School) -> None:
    course = a_course(forte)
    reply = call.update_course(a_change(course, kind="cohort"), by=forte.admin, course_id=course.id)
    assert (reply.status, reply.problem) == (409, "CourseKindFixed")


def test_lists_courses_a_page_at_a_time(call: Call, forte: School) -> None:
    ids = [a_course(forte).id for _ in range(3)]
    first = call.list_courses(by=forte.guardian, query={"limit": 2})
    second = call.list_courses(by=forte.guardian, query={"limit": 2, "cursor": first["cursor"]})
    assert [one["id"] for one in (*first["items"], *second["items"])] == ids
    assert "cursor" not in second.body


@pytest.mark.parametrize("query", [{"cursor": "nonsense"}, {"limit": 0}, {"limit": 51}])
def test_refuses_wrong_cursors_and_limits(call: Call, forte: School, query: dict[str, Any]) -> None:
    assert call.list_courses(by=forte.admin, query=query).status in (400, 422)


def test_a_course_of_another_school_is_not_found(call: Call, forte: School, allegro: School) -> None:
    course = a_course(forte)
    for course_id in (course.id, new_id("crs")):
        assert call.get_course(by=allegro.owner, course_id=course_id).problem == "NoSuchCourse"
        reply = call.update_course(a_change(course), by=allegro.owner, course_id=course_id)
        assert (reply.status, reply.problem) == (404, "NoSuchCourse")
    assert call.list_courses(by=allegro.owner)["items"] == []


def test_an_id_of_another_kind_is_invalid(call: Call, forte: School) -> None:
    assert call.get_course(by=forte.admin, course_id=new_id("per")).status == 422
