"""What everybody may know of a school's offers: published courses with the seats left, and openings."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.support.door import Call, Reply
from tests.support.enrolling import Enrolling
from tests.support.offers import a_cohort, a_course, a_piano_teacher, a_week
from tests.support.people import a_location
from tests.support.school import School
from tutti.enrollment.course import CourseKind
from tutti.kit.clock import rfc3339, utc_now
from tutti.kit.ids import new_id
from tutti.people.teaching import taking_student
from tutti.scheduling.availability import Weekday
from tutti.scheduling.grid import Span
from tutti.scheduling.service import claiming
from tutti.studios import rooms
from tutti.studios.model import RoomDraft


def _openings(call: Call, school: School, course_id: str, **query: Any) -> Reply:
    reply: Reply = call.list_public_openings(
        slug=school.studio.slug, query={"course_id": course_id, "limit": 50, **query}
    )
    return reply


def _start(opening: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(opening["starts_at"])


def test_courses_show_what_families_need_and_nothing_of_the_office(call: Call, forte: School) -> None:
    course = a_course(forte, age_max=12)
    (shown,) = call.list_public_courses(slug=forte.studio.slug)["items"]
    assert shown == {
        "id": course.id,
        "name": "Piano",
        "kind": "private",
        "instrument": "piano",
        "description": "",
        "age_min": 5,
        "age_max": 12,
        "price": {"amount": 12000, "currency": "EUR"},
        "lesson_minutes": 30,
    }


def test_a_cohort_course_shows_the_seats_left_in_all_its_cohorts(call: Call, enrolling: Enrolling) -> None:
    forte = enrolling.school
    course = a_course(forte, CourseKind.COHORT)
    a_cohort(forte, course, capacity=2)
    a_cohort(forte, course, capacity=3)
    enrolling.apply(course.id)
    (shown,) = call.list_public_courses(slug=forte.studio.slug)["items"]
    assert shown["seats_left"] == 4


def test_courses_that_are_not_published_are_nobodys_business(call: Call, forte: School) -> None:
    hidden = a_course(forte, is_published=False)
    assert call.list_public_courses(slug=forte.studio.slug)["items"] == []
    assert _openings(call, forte, hidden.id).problem == "NoSuchCourse"


def test_pages_through_the_courses(call: Call, forte: School) -> None:
    ids = [a_course(forte).id for _ in range(3)]
    first = call.list_public_courses(slug=forte.studio.slug, query={"limit": 2})
    second = call.list_public_courses(slug=forte.studio.slug, query={"limit": 2, "cursor": first["cursor"]})
    assert [one["id"] for one in (*first["items"], *second["items"])] == ids


def test_a_school_that_is_not_there_offers_nothing(call: Call, forte: School, allegro: School) -> None:
    course = a_course(forte)
    assert call.list_public_courses(slug="no-such-school").problem == "NoSuchStudio"
    assert _openings(call, allegro, course.id).problem == "NoSuchCourse"
    assert call.list_public_courses(slug=allegro.studio.slug)["items"] == []


def test_openings_are_on_the_half_hour_within_the_working_week(call: Call, forte: School) -> None:
    a_piano_teacher(forte, availability=a_week(forte, Weekday.TUESDAY, hours=(14, 16)))
    found = _openings(call, forte, a_course(forte).id)["items"]
    walls = [_start(one).astimezone(ZoneInfo("Europe/Vienna")) for one in found]
    assert {(wall.weekday(), wall.hour, wall.minute) for wall in walls} == {
        (1, hour, minute) for hour in (14, 15) for minute in (0, 30)
    }
    assert found[0]["teacher"]["display_name"] == "Theo Tal"
    assert found[0]["zone"] == "Europe/Vienna"
    assert [one["starts_at"] for one in found] == sorted(one["starts_at"] for one in found)


def test_openings_begin_after_the_lead_time_and_end_within_four_weeks(call: Call, forte: School) -> None:
    a_piano_teacher(forte, availability=a_week(forte, hours=(9, 10)))
    found = _openings(call, forte, a_course(forte, lesson_minutes=60).id)["items"]
    now = utc_now()
    assert now + timedelta(hours=23) < _start(found[0])
    assert _start(found[-1]) < now + timedelta(days=28)


def test_from_and_to_narrow_the_openings(call: Call, forte: School) -> None:
    a_piano_teacher(forte, availability=a_week(forte, hours=(9, 10)))
    course = a_course(forte, lesson_minutes=60)
    after, before = utc_now() + timedelta(days=5), utc_now() + timedelta(days=8)
    found = _openings(call, forte, course.id, **{"from": rfc3339(after), "to": rfc3339(before)})["items"]
    assert len(found) == 3
    assert all(after <= _start(one) < before for one in found)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"from": 1, "to": 30}, 422),
        ({"from": 5, "to": 5}, 422),
        ({"from": 5, "to": 2}, 422),
        ({"to": -1}, 422),
        ({"from": -3, "to": 20}, 200),
        ({"from": 40}, 200),
    ],
)
def test_a_window_is_four_weeks_at_most_and_ahead(
    call: Call, forte: School, query: dict[str, int], status: int
) -> None:
    now = utc_now()
    days = {name: rfc3339(now + timedelta(days=count)) for name, count in query.items()}
    assert _openings(call, forte, a_course(forte).id, **days).status == status


@pytest.mark.parametrize(
    "instant", ["soon", "2026-01-01T10:00:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"]
)
def test_refuses_instants_without_a_zone_or_out_of_reach(call: Call, forte: School, instant: str) -> None:
    assert _openings(call, forte, a_course(forte).id, **{"from": instant}).status == 422


def test_a_busy_hour_is_no_opening(call: Call, forte: School) -> None:
    teacher = a_piano_teacher(forte, availability=a_week(forte, hours=(9, 10)))
    course = a_course(forte, lesson_minutes=60)
    first, second = _openings(call, forte, course.id)["items"][:2]
    span = Span.between(_start(first), _start(first) + timedelta(minutes=15))
    forte.tenant.table.write(claiming(forte.tenant, [teacher.id], [span]))
    assert _openings(call, forte, course.id)["items"][0] == second


def test_a_teacher_without_a_place_for_another_student_has_no_openings(call: Call, forte: School) -> None:
    teacher = a_piano_teacher(forte, capacity=1)
    forte.tenant.table.write([taking_student(forte.tenant, teacher.id)])
    assert _openings(call, forte, a_course(forte).id)["items"] == []


def test_a_room_is_needed_where_there_are_rooms(call: Call, forte: School) -> None:
    location = a_location(forte)
    a_piano_teacher(forte, availability=a_week(forte, hours=(9, 10), location_id=location.id))
    course = a_course(forte, lesson_minutes=60)
    room = rooms.add_room(forte.admin, RoomDraft(name="One", location_id=location.id))
    first, second = _openings(call, forte, course.id)["items"][:2]
    span = Span.between(_start(first), _start(first) + timedelta(hours=1))
    forte.tenant.table.write(claiming(forte.tenant, [room.id], [span]))
    assert _openings(call, forte, course.id)["items"][0] == second


def test_the_same_hour_at_two_locations_is_listed_twice_and_paged_without_loss(
    call: Call, forte: School
) -> None:
    places = [a_location(forte).id, a_location(forte).id]
    week = [block for one in places for block in a_week(forte, hours=(9, 10), location_id=one)]
    a_piano_teacher(forte, availability=tuple(week))
    course, seen, cursor = a_course(forte, lesson_minutes=60), list[tuple[str, str]](), None
    while True:
        page = _openings(call, forte, course.id, limit=7, cursor=cursor)
        seen += [(one["starts_at"], one["location_id"]) for one in page["items"]]
        if (cursor := page.body.get("cursor")) is None:
            break
    assert len(seen) == len(set(seen)) == 2 * len({start for start, _ in seen})


def test_openings_of_a_cohort_course_are_its_sessions_with_the_seats_left(call: Call, forte: School) -> None:
    course = a_course(forte, CourseKind.COHORT)
    cohort = a_cohort(forte, course, capacity=4, sessions=2)
    found = _openings(call, forte, course.id)["items"]
    assert [(one["cohort_id"], one["seats_left"]) for one in found] == [(cohort.id, 4)] * 2
    assert found[0]["teacher"]["display_name"] == "Cora Cohn"


def test_an_unknown_course_has_no_openings(call: Call, forte: School) -> None:
    assert _openings(call, forte, new_id("crs")).problem == "NoSuchCourse"
    assert call.list_public_openings(slug=forte.studio.slug).status == 422
