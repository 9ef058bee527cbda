"""Who came to a lesson, and who did not."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.bills import told
from tests.support.door import Call
from tests.support.offers import a_cohort, a_piano_teacher
from tests.support.school import School
from tests.support.timetable import Timetable
from tutti.enrollment.store import CohortStore
from tutti.kit.changes import Put
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.kit.record import Record
from tutti.kit.role import Role
from tutti.scheduling.lesson import Lesson, LessonStatus
from tutti.scheduling.store import LessonStore


def a_lesson(day: Timetable, *, is_begun: bool = True, **more: Any) -> Lesson:
    """A lesson that began a moment ago."""
    reply = Call().book_lesson(day.booking(3, **more), by=day.school.admin)
    assert reply.status == 201, reply.body
    lesson, began = Lesson.model_validate(reply.body), utc_now() - timedelta(minutes=5)
    return _becomes(day, lesson, starts_at=began) if is_begun else lesson


def _becomes(day: Timetable, lesson: Lesson, **changes: Any) -> Lesson:
    return LessonStore(day.school.tenant).replace(lesson, lesson.model_copy(update=changes))


def miss(day: Timetable, lesson: Lesson, *students: str, by: Any = None) -> Any:
    body = {"student_ids": students}
    return Call().miss_lesson(body, by=by or day.taught_by, lesson_id=lesson.id)


def complete(day: Timetable, lesson: Lesson, by: Any = None) -> Any:
    return Call().complete_lesson(by=by or day.taught_by, lesson_id=lesson.id)


def missed_in_facts(day: Timetable) -> list[list[str]]:
    return [fact.data["student_ids"] for fact in told(day.school, "LessonMissed")]


def test_a_lesson_to_which_nobody_came_is_missed(day: Timetable) -> None:
    lesson = a_lesson(day)
    reply = miss(day, lesson)
    assert (reply.status, reply["status"], reply["missed_ids"]) == (200, "missed", [day.student.id])
    assert missed_in_facts(day) == [[day.student.id]]


def test_each_absence_is_told_once(day: Timetable) -> None:
    lesson = a_lesson(day)
    first, again = miss(day, lesson), miss(day, lesson, day.student.id)
    assert first["version"] == again["version"]
    assert len(missed_in_facts(day)) == 1


def test_a_group_that_some_missed_took_place(day: Timetable) -> None:
    others = [day.another_child().id for _ in range(2)]
    students = [day.student.id, *others]
    lesson = a_lesson(day, kind="group", seats=5, student_ids=students)
    assert miss(day, lesson, others[0])["status"] == "completed"
    assert miss(day, lesson, others[1])["missed_ids"] == others
    assert miss(day, lesson)["status"] == "missed"
    assert missed_in_facts(day) == [[others[0]], [others[1]], [day.student.id]]


def test_of_a_cohort_those_on_the_roster_may_miss_a_session(day: Timetable) -> None:
    cohort, store = a_cohort(day.school), CohortStore(day.school.tenant)
    seat = store.roster_key(cohort.id, day.student.id)
    day.school.tenant.table.write([Put(Record(seat.pk, seat.sk, kind="Seated", owner=day.student.id))])
    session = LessonStore(day.school.tenant).get(cohort.sessions[0].lesson_id)
    session = _becomes(day, session, starts_at=utc_now())
    assert miss(day, session, new_id("per"), by=day.school.admin).problem == "NotInLesson"
    assert miss(day, session, by=day.school.admin)["missed_ids"] == [day.student.id]


def test_a_lesson_is_completed_once(day: Timetable) -> None:
    lesson = a_lesson(day)
    assert complete(day, lesson)["status"] == "completed"
    assert complete(day, lesson).status == 200
    [fact] = told(day.school, "LessonCompleted")
    assert (fact.subject, fact.data) == (lesson.id, {"student_ids": [day.student.id]})


def test_who_was_thought_absent_and_came_after_all_did_not_miss_it(day: Timetable) -> None:
    lesson = a_lesson(day)
    miss(day, lesson)
    reply = complete(day, lesson)
    assert (reply["status"], reply["missed_ids"]) == ("completed", [])


def test_nothing_is_said_of_a_lesson_before_it_begins(day: Timetable) -> None:
    lesson = a_lesson(day, is_begun=False)
    assert (miss(day, lesson).problem, complete(day, lesson).problem) == ("NotBegun", "NotBegun")


@pytest.mark.parametrize("status", [LessonStatus.CANCELLED, LessonStatus.DECLINED, LessonStatus.REQUESTED])
def test_nobody_misses_what_does_not_stand(day: Timetable, status: LessonStatus) -> None:
    lesson = _becomes(day, a_lesson(day), status=status)
    assert (miss(day, lesson).problem, complete(day, lesson).problem) == ("LessonOver", "LessonOver")


def test_its_teacher_and_the_office_say_who_came(day: Timetable, allegro: School) -> None:
    lesson = a_lesson(day)
    colleague = day.school.caller(Role.TEACHER, a_piano_teacher(day.school, "Vera Viel").id)
    elsewhere = day.school.manager(new_id("loc"))
    for caller in (colleague, elsewhere, allegro.owner):
        assert miss(day, lesson, by=caller).problem == "NoSuchLesson"
        assert complete(day, lesson, by=caller).problem == "NoSuchLesson"
    for caller in (day.parent, day.school.student):
        assert (miss(day, lesson, by=caller).status, complete(day, lesson, by=caller).status) == (403, 403)
    assert missed_in_facts(day) == []
    assert miss(day, lesson, by=day.school.manager(day.location.id)).status == 200
