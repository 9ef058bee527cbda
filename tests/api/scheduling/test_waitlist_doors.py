"""Waiting signed in: families together, for groups, cohorts and hours; the line as the office sees it."""

from typing import Any

import pytest

from tests.support.backfill import Backfill, seats
from tests.support.door import Call, Reply
from tests.support.enrolling import Enrolling
from tests.support.offers import a_cohort, a_course
from tests.support.paper import Paper, on_paper
from tests.support.people import a_family, a_guardian, a_student
from tests.support.school import School
from tests.support.timetable import Timetable, a_timetable
from tutti.enrollment.course import CourseKind
from tutti.enrollment.store import EnrollmentStore
from tutti.kit.caller import Caller, Role
from tutti.people.family import Student
from tutti.scheduling.store import LessonStore
from tutti.scheduling.waitlist.seat import SeatKind

TERMS = {"accepted_terms": True, "consent": True}


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> Paper:
    return on_paper(monkeypatch)


@pytest.fixture
def backfill(forte: School, paper: Paper) -> Backfill:
    return Backfill(forte, paper)


@pytest.fixture
def day(forte: School) -> Timetable:
    return a_timetable(forte)


class House:
    """A family with so many children, and its guardian as a caller."""

    def __init__(self, school: School, count: int = 1, name: str = "Berger") -> None:
        family = a_family(school, name)
        self.guardian = a_guardian(school, family)
        self.children: list[Student] = [
            a_student(school, family, given_name=f"Kid-{number}") for number in range(count)
        ]
        self.parent: Caller = school.caller(Role.GUARDIAN, self.guardian.id)

    @property
    def ids(self) -> list[str]:
        return [one.id for one in self.children]


def _group(call: Call, day: Timetable, *, seats: int = 1, taken: int = 0, **more: Any) -> str:
    students = [House(day.school, 1, f"Taken-{number}").ids[0] for number in range(taken)]
    booking = day.booking(student_ids=students, kind="group", seats=seats, open_to_families=True, **more)
    reply = call.book_lesson(booking, by=day.school.owner)
    assert reply.status == 201, reply.body
    return str(reply["id"])


def _wait(call: Call, house: House, **what: Any) -> Reply:
    reply: Reply = call.join_waitlist({"student_ids": house.ids, **what}, by=house.parent)
    return reply


def _entry(call: Call, house: House, entry: Reply) -> Any:
    return call.get_waitlist_entry(by=house.parent, entry_id=entry["id"])["standing"]


def _leave(call: Call, day: Timetable, lesson_id: str) -> None:
    lesson = LessonStore(day.school.tenant).get(lesson_id)
    reply = call.leave_lesson(by=day.school.owner, lesson_id=lesson_id, student_id=lesson.student_ids[0])
    assert reply.status == 200, reply.body


def test_a_seat_in_a_full_group_is_offered_to_the_first_in_line(
    call: Call, day: Timetable, backfill: Backfill
) -> None:
    lesson_id = _group(call, day, taken=1)
    first, second = House(day.school, name="First"), House(day.school, name="Second")
    entries = [_wait(call, one, lesson_id=lesson_id) for one in (first, second)]
    assert [one["standing"]["position"] for one in entries] == [1, 2]
    assert entries[1]["standing"]["explained"] == "1 family before you."
    _leave(call, day, lesson_id)
    backfill.heard()
    offer = _entry(call, first, entries[0])["offer"]
    assert offer["lesson_id"] == lesson_id
    stranger = House(day.school, name="Stranger")
    joining = {"student_id": stranger.ids[0]}
    refused = call.join_lesson(joining, by=stranger.parent, lesson_id=lesson_id)
    assert refused.problem == "LessonFull"
    accepted = call.accept_seat(by=first.parent, offer_id=offer["id"])
    assert (accepted.status, accepted["state"]) == (200, "accepted")
    lesson = LessonStore(day.school.tenant).get(lesson_id)
    assert (list(lesson.student_ids), lesson.promised) == (first.ids, 0)
    assert "standing" not in call.get_waitlist_entry(by=first.parent, entry_id=entries[0]["id"]).body
    assert call.accept_seat(by=first.parent, offer_id=offer["id"]).status == 200


def test_a_declined_seat_in_a_group_goes_to_the_next_and_then_to_everybody(
    call: Call, day: Timetable, backfill: Backfill
) -> None:
    lesson_id = _group(call, day)
    first, second = House(day.school, name="First"), House(day.school, name="Second")
    entries = [_wait(call, one, lesson_id=lesson_id) for one in (first, second)]
    offer = entries[0]["standing"]["offer"]
    assert "offer" not in entries[1]["standing"]
    assert call.decline_seat(by=first.parent, offer_id=offer["id"])["state"] == "declined"
    offer = _entry(call, second, entries[1])["offer"]
    call.leave_waitlist(by=second.parent, entry_id=entries[1]["id"])
    assert LessonStore(day.school.tenant).get(lesson_id).promised == 0
    assert call.accept_seat(by=second.parent, offer_id=offer["id"]).problem == "OfferOver"


def test_who_waits_for_a_series_is_offered_each_date_that_comes_free(
    call: Call, day: Timetable, backfill: Backfill
) -> None:
    taken, waiting = House(day.school, name="Taken"), House(day.school)
    series = day.booking(student_ids=taken.ids, kind="group", seats=1) | {
        "start": "2040-03-05T10:00:00",
        "zone": "UTC",
        "overrides_rules": True,
        "repetition": {"preset": "weekly", "count": 3},
    }
    del series["starts_at"]
    booked = call.book_series(series, by=day.school.owner)
    assert booked.status == 201, booked.body
    series_id = booked["series"]["id"]
    entry = _wait(call, waiting, series_id=series_id)
    assert "offer" not in entry["standing"]
    lessons = [one for one in LessonStore(day.school.tenant).all() if one.series_id == series_id]
    lessons.sort(key=lambda one: one.starts_at)
    _leave(call, day, lessons[1].id)
    backfill.heard()
    offer = _entry(call, waiting, entry)["offer"]
    assert offer["lesson_id"] == lessons[1].id
    assert call.accept_seat(by=waiting.parent, offer_id=offer["id"])["state"] == "accepted"


def test_who_cancelled_a_lesson_with_credit_gets_no_seat_of_it_by_the_waitlist(
    call: Call, day: Timetable, backfill: Backfill
) -> None:
    lesson_id, house = _group(call, day), House(day.school)
    seat = {"student_id": house.ids[0], "overrides_rules": True}
    assert call.join_lesson(seat, by=day.school.owner, lesson_id=lesson_id).status == 200
    body = {"reason": "travel", "student_id": house.ids[0]}
    assert call.cancel_lesson(body, by=house.parent, lesson_id=lesson_id).status == 200
    entry = _wait(call, house, lesson_id=lesson_id)
    backfill.heard()
    offer = _entry(call, house, entry)["offer"]
    assert call.accept_seat(by=house.parent, offer_id=offer["id"]).problem == "CancelledBefore"


def test_an_hour_that_comes_free_is_offered_and_becomes_a_lesson(
    call: Call, day: Timetable, backfill: Backfill
) -> None:
    booked = call.book_lesson(day.booking(5, 15), by=day.school.owner)
    waiting = House(day.school)
    entry = _wait(call, waiting, course_id=day.course.id, teacher_id=day.teacher.id)
    assert entry["kind"] == "hour"
    cancelled = call.cancel_lesson({"reason": "illness"}, by=day.school.owner, lesson_id=booked["id"])
    assert cancelled.status == 200, cancelled.body
    backfill.heard()
    offer = _entry(call, waiting, entry)["offer"]
    assert offer["starts_at"] == booked["starts_at"]
    again = day.booking(5, 15, student_ids=House(day.school, name="Quick").ids)
    assert call.book_lesson(again, by=day.school.owner).problem == "SlotTaken"
    assert call.accept_seat(by=waiting.parent, offer_id=offer["id"])["state"] == "accepted"
    lesson = next(one for one in LessonStore(day.school.tenant).all() if list(one.student_ids) == waiting.ids)
    assert (lesson.starts_at, lesson.status) == (day.at(5, 15), "confirmed")


@pytest.mark.parametrize(("role", "reason"), [("teacher", "illness"), ("owner", "closure")])
def test_an_hour_that_the_teacher_or_the_school_takes_away_is_nobodys(
    call: Call, day: Timetable, backfill: Backfill, role: str, reason: str
) -> None:
    booked, waiting = call.book_lesson(day.booking(5, 15), by=day.school.owner), House(day.school)
    entry = _wait(call, waiting, course_id=day.course.id)
    by = day.taught_by if role == "teacher" else day.school.owner
    assert call.cancel_lesson({"reason": reason}, by=by, lesson_id=booked["id"]).status == 200
    backfill.heard()
    assert "offer" not in _entry(call, waiting, entry)


def test_an_hour_that_nobody_takes_is_free_again(call: Call, day: Timetable, backfill: Backfill) -> None:
    booked = call.book_lesson(day.booking(5, 15), by=day.school.owner)
    waiting = House(day.school)
    entry = _wait(call, waiting, course_id=day.course.id)
    call.cancel_lesson({"reason": "illness"}, by=day.school.owner, lesson_id=booked["id"])
    backfill.heard()
    offer = _entry(call, waiting, entry)["offer"]
    call.decline_seat(by=waiting.parent, offer_id=offer["id"])
    backfill.heard()
    assert _entry(call, waiting, entry)["position"] == 1
    again = day.booking(5, 15, student_ids=House(day.school, name="Quick").ids)
    assert call.book_lesson(again, by=day.school.owner).status == 201


def test_an_hour_is_free_again_when_the_last_who_waited_leaves(
    call: Call, day: Timetable, backfill: Backfill
) -> None:
    booked = call.book_lesson(day.booking(5, 15), by=day.school.owner)
    waiting = House(day.school)
    entry = _wait(call, waiting, course_id=day.course.id)
    call.cancel_lesson({"reason": "illness"}, by=day.school.owner, lesson_id=booked["id"])
    backfill.heard()
    assert _entry(call, waiting, entry)["offer"]
    assert call.leave_waitlist(by=waiting.parent, entry_id=entry["id"]).status == 204
    again = day.booking(5, 15, student_ids=House(day.school, name="Quick").ids)
    assert call.book_lesson(again, by=day.school.owner).status == 201


def test_brothers_and_sisters_get_seats_in_a_cohort_together(
    call: Call, forte: School, paper: Paper, backfill: Backfill
) -> None:
    course = a_course(forte, CourseKind.COHORT)
    cohort = a_cohort(forte, course, capacity=2)
    enrolling = Enrolling(forte, paper)
    holders = [enrolling.apply(course.id) for _ in "12"]
    twins = House(forte, 2)
    entry = _wait(call, twins, cohort_id=cohort.id, **TERMS)
    assert (entry.status, entry["standing"]["seats_wanted"]) == (201, 2)
    behind = enrolling.apply(course.id)
    holders[0].leaves()
    holders[0].goes_on()
    assert "offer" not in _entry(call, twins, entry)
    assert "offer" not in behind.status["waitlist"]
    assert seats(forte, cohort.id) == (2, 2)
    backfill.heard()
    assert len([name for name in paper.schedules() if f"kept-cohort-{course.id}" in name]) == 1
    holders[1].leaves()
    holders[1].goes_on()
    offer = _entry(call, twins, entry)["offer"]
    assert offer["seats"] == 2
    call.accept_seat(by=twins.parent, offer_id=offer["id"])
    backfill.heard()
    enrollments = EnrollmentStore(forte.tenant).get_many(entry["enrollment_ids"])
    assert [one.hold.cohort_id for one in enrollments if one.hold] == [cohort.id] * 2
    assert len([name for name in paper.sagas.walks if name.endswith(offer["id"])]) == 2


def test_a_family_that_leaves_the_line_closes_its_enrolments(
    call: Call, forte: School, paper: Paper, backfill: Backfill
) -> None:
    course = a_course(forte, CourseKind.COHORT)
    cohort = a_cohort(forte, course, capacity=1)
    Enrolling(forte, paper).apply(course.id)
    house = House(forte)
    entry = _wait(call, house, cohort_ids=[cohort.id], **TERMS)
    assert call.leave_waitlist(by=house.parent, entry_id=entry["id"]).status == 204
    backfill.heard()
    [left] = EnrollmentStore(forte.tenant).get_many(entry["enrollment_ids"])
    assert (left.state, left.problem.code if left.problem else "") == ("cancelled", "LeftWaitlist")
    assert _wait(call, house, cohort_ids=[cohort.id], **TERMS).status == 201


@pytest.mark.parametrize(
    ("what", "problem"),
    [
        ({"consent": True}, "TermsNotAccepted"),
        ({"accepted_terms": True}, "ConsentMissing"),
    ],
)
def test_a_cohort_asks_for_terms_and_consent_before_one_waits(
    call: Call, forte: School, what: dict[str, Any], problem: str
) -> None:
    cohort = a_cohort(forte, capacity=1)
    reply = _wait(call, House(forte), cohort_id=cohort.id, **what)
    assert (reply.status, reply.problem) == (422, problem)


def test_students_of_two_families_do_not_wait_together(call: Call, forte: School) -> None:
    cohort = a_cohort(forte)
    both = [House(forte).ids[0], House(forte, name="Other").ids[0]]
    reply = call.join_waitlist({"cohort_id": cohort.id, "student_ids": both, **TERMS}, by=forte.admin)
    assert reply.problem == "OneFamilyOnly"


def test_nobody_waits_twice_for_the_same_seats(call: Call, day: Timetable) -> None:
    lesson_id, house = _group(call, day, taken=1), House(day.school)
    assert _wait(call, house, lesson_id=lesson_id).status == 201
    assert _wait(call, house, lesson_id=lesson_id).problem == "AlreadyWaiting"


def test_one_waits_for_groups_with_seats_only(call: Call, day: Timetable) -> None:
    private = call.book_lesson(day.booking(), by=day.school.owner)["id"]
    assert _wait(call, House(day.school), lesson_id=private).status == 404


def test_one_names_one_thing_to_wait_for(call: Call, forte: School) -> None:
    cohort = a_cohort(forte)
    both = _wait(call, House(forte), cohort_id=cohort.id, course_id=cohort.course_id)
    assert (both.status, both.problem) == (422, "InvalidInput")
    other = a_cohort(forte, first=None, name="Other", sessions=1, teacher=None)
    mixed = _wait(call, House(forte), cohort_ids=[cohort.id, other.id], **TERMS)
    assert mixed.problem == "NothingToWaitFor"


def test_strangers_learn_nothing_of_who_waits(call: Call, day: Timetable) -> None:
    lesson_id, house, stranger = _group(call, day), House(day.school), House(day.school, name="Stranger")
    entry = _wait(call, house, lesson_id=lesson_id)
    by, offer_id = stranger.parent, entry["standing"]["offer"]["id"]
    assert call.get_waitlist_entry(by=by, entry_id=entry["id"]).problem == "NoSuchEntry"
    assert call.leave_waitlist(by=by, entry_id=entry["id"]).problem == "NoSuchEntry"
    assert call.accept_seat(by=by, offer_id=offer_id).problem == "NoSuchOffer"
    assert call.decline_seat(by=by, offer_id=offer_id).problem == "NoSuchOffer"
    assert call.list_waitlist(by=by, query={"for": day.course.id}).status == 403
    assert _wait(call, stranger, lesson_id=lesson_id, student_ids=house.ids).status == 404


def test_the_office_sees_the_line_in_order(call: Call, day: Timetable) -> None:
    lesson_id = _group(call, day, taken=1)
    entries = [_wait(call, House(day.school, name=name), lesson_id=lesson_id)["id"] for name in "ABC"]
    for name in (lesson_id, day.course.id):
        page = call.list_waitlist(by=day.school.admin, query={"for": name, "limit": 2})
        assert [one["id"] for one in page["items"]] == sorted(entries)[:2]
        rest = call.list_waitlist(by=day.school.admin, query={"for": name, "cursor": page["cursor"]})
        assert [one["standing"]["position"] for one in rest["items"]] == [3]
    assert (
        call.list_waitlist(by=day.school.admin, query={"for": lesson_id.replace("les_", "ser_")}).status
        == 404
    )


def test_a_student_who_has_a_lesson_then_cannot_accept_and_keeps_the_offer(
    call: Call, day: Timetable, backfill: Backfill
) -> None:
    lesson_id, house = _group(call, day), House(day.school)
    entry = _wait(call, house, lesson_id=lesson_id)
    other = day.booking(student_ids=house.ids, teacher_id=a_timetable(day.school).teacher.id, room_id=None)
    assert (
        call.book_lesson(other | {"location_id": None, "overrides_rules": True}, by=day.school.owner).status
        == 201
    )
    offer = entry["standing"]["offer"]
    assert call.accept_seat(by=house.parent, offer_id=offer["id"]).problem == "SlotTaken"
    assert _entry(call, house, entry)["offer"]["id"] == offer["id"]
    assert backfill.line(day.course.id, SeatKind.GROUP).hand == {lesson_id: 1}


def test_campus_managers_see_the_lines_of_their_own_locations(call: Call, day: Timetable) -> None:
    elsewhere = a_course(day.school, name="Elsewhere", location_id=day.location.id)
    query = {"for": elsewhere.id}
    assert call.list_waitlist(by=day.school.manager(day.location.id), query=query).status == 200
    stranger = day.school.manager("loc_01J00000000000000000000000")
    assert call.list_waitlist(by=stranger, query=query).problem == "NoSuchTarget"
