"""Groups and ensembles: seats taken and given back one by one."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.support.bills import told
from tests.support.door import Call
from tests.support.school import School
from tests.support.timetable import Timetable
from tutti.kit.caller import Caller
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.people.family import Student
from tutti.scheduling.groups.seats import Joining, join_lesson
from tutti.scheduling.lesson import Lesson, LessonFull, LessonStatus
from tutti.scheduling.store import LessonStore


def a_group(day: Timetable, *, seats: int = 2, **more: Any) -> Lesson:
    """A group lesson in three days with so many seats, all of them free."""
    usual: dict[str, Any] = {"kind": "group", "seats": seats, "student_ids": [], "minutes": 60}
    reply = Call().book_lesson(day.booking(3, **(usual | more)), by=day.school.admin)
    assert reply.status == 201, reply.body
    return Lesson.model_validate(reply.body)


def join(day: Timetable, lesson: Lesson, student: Student, by: Caller | None = None, **more: Any) -> Any:
    body = {"student_id": student.id, **more}
    return Call().join_lesson(body, by=by or day.school.admin, lesson_id=lesson.id)


def leave(day: Timetable, lesson: Lesson, student: Student, by: Caller | None = None) -> Any:
    return Call().leave_lesson(by=by or day.school.admin, lesson_id=lesson.id, student_id=student.id)


def stored(day: Timetable, lesson: Lesson) -> Lesson:
    return LessonStore(day.school.tenant).get(lesson.id)


def calendar_of(day: Timetable, student: Student) -> list[str]:
    found = Call().get_calendar(by=day.school.admin, query={"person_id": student.id})
    return [one["id"] for one in found["items"]]


def test_a_seat_takes_the_students_time_and_stands_in_the_calendar(day: Timetable) -> None:
    lesson = a_group(day)
    reply = join(day, lesson, day.student)
    assert (reply.status, reply["student_ids"]) == (200, [day.student.id])
    assert day.busy(day.student.id, day.at(3), 60) == 0b1111
    assert calendar_of(day, day.student) == [lesson.id]
    [fact] = told(day.school, "LessonJoined")
    assert (fact.subject, fact.data) == (lesson.id, {"student_id": day.student.id})


def test_taking_a_seat_twice_changes_nothing(day: Timetable) -> None:
    lesson = a_group(day)
    first, again = join(day, lesson, day.student), join(day, lesson, day.student)
    assert (again.status, again["version"]) == (200, first["version"])
    assert len(told(day.school, "LessonJoined")) == 1


def test_a_seat_given_back_frees_the_student_and_nobody_else(day: Timetable) -> None:
    lesson, other = a_group(day), day.another_child()
    join(day, lesson, day.student)
    join(day, lesson, other)
    reply = leave(day, lesson, day.student)
    assert (reply.status, reply["status"], reply["student_ids"]) == (200, "confirmed", [other.id])
    assert (day.busy(day.student.id, day.at(3), 60), calendar_of(day, day.student)) == (0, [])
    assert (day.busy(other.id, day.at(3), 60), calendar_of(day, other)) == (0b1111, [lesson.id])
    assert day.busy(day.teacher.id, day.at(3), 60) == 0b1111
    leave(day, lesson, day.student)
    assert len(told(day.school, "LessonLeft")) == 1


def test_a_full_group_takes_nobody(day: Timetable) -> None:
    lesson = a_group(day, seats=1)
    join(day, lesson, day.student)
    reply = join(day, lesson, day.another_child())
    assert (reply.status, reply.problem) == (409, "LessonFull")
    leave(day, lesson, day.student)
    assert join(day, lesson, day.another_child()).status == 200


def test_a_seat_for_which_others_wait_is_theirs(day: Timetable) -> None:
    lesson, stranger = a_group(day, seats=1, open_to_families=True), day.another_child()
    join(day, lesson, stranger)
    waiting = {"student_ids": [day.student.id], "lesson_id": lesson.id}
    assert Call().join_waitlist(waiting, by=day.parent).status == 201
    leave(day, lesson, stranger)
    reply = join(day, lesson, stranger)
    assert (reply.status, reply.problem) == (409, "OthersWait")
    assert join(day, lesson, stranger, overrides_rules=True).status == 200


def test_many_who_want_the_last_seats_at_once_never_oversell_them(day: Timetable) -> None:
    lesson = a_group(day, seats=3)
    children = [day.another_child() for _ in range(8)]

    def gets_one(child: Student) -> bool:
        try:
            join_lesson(day.school.admin, lesson.id, Joining(student_id=child.id), now=utc_now())
        except LessonFull:
            return False
        return True

    with ThreadPoolExecutor(8) as crowd:
        assert sorted(crowd.map(gets_one, children)) == [False] * 5 + [True] * 3
    seated = stored(day, lesson).student_ids
    assert len(seated) == 3
    assert {child.id for child in children if day.busy(child.id, day.at(3), 60)} == set(seated)


def test_a_student_who_is_elsewhere_gets_no_seat(day: Timetable) -> None:
    here = a_group(day, room_id=None, overrides_rules=True)
    there = a_group(day, room_id=None, overrides_rules=True, teacher_id=_another_teacher(day))
    assert join(day, there, day.student).status == 200
    assert join(day, here, day.student).problem == "SlotTaken"


def test_seats_are_no_more_than_the_room_is_for(day: Timetable) -> None:
    body = day.booking(3, kind="group", seats=12, student_ids=[])
    assert Call().book_lesson(body, by=day.school.admin).problem == "RoomTooSmall"


@pytest.mark.parametrize("kind", ["group", "ensemble"])
def test_families_join_what_is_open_to_them(day: Timetable, kind: str) -> None:
    lesson = a_group(day, kind=kind, open_to_families=True)
    assert join(day, lesson, day.student, by=day.parent).status == 200
    assert leave(day, lesson, day.student, by=day.parent).status == 200


def test_what_families_give_back_late_is_for_the_cancellation_policy(day: Timetable) -> None:
    day.has_policy(reschedule_notice_hours=24 * 7)
    lesson = a_group(day, open_to_families=True)
    join(day, lesson, day.student, by=day.parent)
    assert leave(day, lesson, day.student, by=day.parent).problem == "TooLateToLeave"
    assert leave(day, lesson, day.student).status == 200


def test_families_do_not_join_what_the_office_fills(day: Timetable) -> None:
    lesson = a_group(day)
    reply = join(day, lesson, day.student, by=day.parent)
    assert (reply.status, reply.problem) == (403, "NotOpenToFamilies")


def test_families_seat_and_take_away_nobody_elses_children(day: Timetable) -> None:
    lesson, other = a_group(day, open_to_families=True), day.another_child()
    assert join(day, lesson, other, by=day.parent).problem == "NoSuchStudent"
    join(day, lesson, other)
    assert leave(day, lesson, other, by=day.parent).problem == "NoSuchStudent"
    assert stored(day, lesson).student_ids == (other.id,)


def test_families_see_nobody_elses_children_in_a_group(day: Timetable) -> None:
    lesson, other = a_group(day, open_to_families=True), day.another_child()
    join(day, lesson, other)
    assert join(day, lesson, day.student, by=day.parent)["student_ids"] == [day.student.id]
    shown = Call().get_lesson(by=day.parent, lesson_id=lesson.id)
    assert shown["student_ids"] == [day.student.id]
    assert leave(day, lesson, day.student, by=day.parent)["student_ids"] == []


def test_the_rules_of_booking_bind_families(day: Timetable) -> None:
    day.has_policy(lead_time_hours=24 * 7)
    lesson = a_group(day, open_to_families=True)
    assert join(day, lesson, day.student, by=day.parent).problem == "TooSoon"
    assert join(day, lesson, day.student).status == 200


def test_a_week_that_is_full_takes_no_group_unless_the_office_says_so(day: Timetable) -> None:
    day.has_policy(max_lessons_a_week=1)
    first = Call().book_lesson(day.booking(3, 14), by=day.school.admin)
    assert first.status == 201
    lesson = a_group(day, open_to_families=True)
    assert join(day, lesson, day.student).problem == "TooManyThisWeek"
    refused = join(day, lesson, day.student, by=day.parent, overrides_rules=True)
    assert refused.problem == "NotAllowed"
    assert join(day, lesson, day.student, overrides_rules=True).status == 200


def test_a_teacher_fills_her_own_groups_with_her_own_students(day: Timetable) -> None:
    lesson, colleague = a_group(day), day.school.caller(Role.TEACHER, _another_teacher(day))
    assert join(day, lesson, day.student, by=colleague).problem == "NoSuchLesson"
    assert join(day, lesson, day.student, by=day.taught_by).problem == "NoSuchStudent"
    join(day, lesson, day.student)
    assert leave(day, lesson, day.student, by=day.taught_by).status == 200


def test_only_groups_have_seats_to_take(day: Timetable) -> None:
    private = Call().book_lesson(day.booking(3), by=day.school.admin)
    lesson = Lesson.model_validate(private.body)
    assert join(day, lesson, day.another_child()).problem == "NotAGroup"
    assert leave(day, lesson, day.student).problem == "NotAGroup"


@pytest.mark.parametrize("status", [LessonStatus.CANCELLED, LessonStatus.COMPLETED])
def test_what_is_over_stays_as_it_was(day: Timetable, status: LessonStatus) -> None:
    lesson = a_group(day)
    join(day, lesson, day.student)
    now = stored(day, lesson)
    LessonStore(day.school.tenant).replace(now, now.model_copy(update={"status": status}))
    assert join(day, lesson, day.another_child()).problem == "LessonOver"
    assert leave(day, lesson, day.student).problem == "LessonOver"


def test_managers_fill_the_groups_of_their_own_locations(day: Timetable) -> None:
    lesson = a_group(day)
    elsewhere, here = day.school.manager(new_id("loc")), day.school.manager(day.location.id)
    assert join(day, lesson, day.student, by=elsewhere).problem == "NoSuchLesson"
    assert join(day, lesson, day.student, by=here).status == 200


def test_a_rival_school_finds_neither_lesson_nor_student(day: Timetable, allegro: School) -> None:
    lesson = a_group(day)
    assert join(day, lesson, day.student, by=allegro.owner).problem == "NoSuchLesson"
    assert leave(day, lesson, day.student, by=allegro.owner).problem == "NoSuchLesson"


def _another_teacher(day: Timetable) -> str:
    from tests.support.offers import a_piano_teacher

    return a_piano_teacher(day.school, "Vera Viel").id
