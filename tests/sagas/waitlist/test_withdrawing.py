"""A student leaves a cohort: what is free again is the student's, and not what stands there by now."""

from datetime import timedelta

import pytest

from tests.support.door import Call
from tests.support.enrolling import Enrolling
from tests.support.offers import a_cohort, a_course, a_piano_teacher
from tests.support.people import a_family, a_student
from tutti.enrollment import confirming, releasing
from tutti.enrollment.course import Cohort, CourseKind
from tutti.kit.clock import rfc3339, utc_now
from tutti.kit.role import Role
from tutti.scheduling.busy import BusyStore
from tutti.scheduling.grid import Span
from tutti.scheduling.store import LessonStore


@pytest.fixture
def cohort(enrolling: Enrolling) -> Cohort:
    return a_cohort(enrolling.school, a_course(enrolling.school, CourseKind.COHORT), sessions=3)


@pytest.mark.parametrize("by", ["family", "office"])
def test_leaving_a_cohort_frees_no_hour_that_a_cancelled_session_gave_to_another_lesson(
    enrolling: Enrolling, cohort: Cohort, by: str
) -> None:
    school, applied = enrolling.school, enrolling.apply(cohort.course_id).pays().goes_on()
    student_id, session = str(applied.enrollment.student_id), cohort.sessions[1]
    parent = school.caller(Role.GUARDIAN, applied.enrollment.guardian_id)
    body = {"reason": "travel"} | ({"student_id": student_id} if by == "family" else {})
    caller = parent if by == "family" else school.admin
    assert Call().cancel_lesson(body, by=caller, lesson_id=session.lesson_id).status == 200
    booking = {
        "course_id": a_course(school).id,
        "teacher_id": a_piano_teacher(school, "Vera Viel").id,
        "student_ids": [student_id],
        "starts_at": rfc3339(session.starts_at),
        "minutes": 30,
        "overrides_rules": True,
    }
    booked = Call().book_lesson(booking, by=school.admin)
    assert booked.status == 201, booked.body
    left = Call().withdraw_student(by=school.admin, enrollment_id=applied.enrollment_id)
    assert left.status == 200, left.body
    spans = [cohort.place(one).span for one in cohort.sessions]
    masks = BusyStore(school.tenant).read([student_id], spans)
    assert [masks.busy(student_id, span) for span in spans] == [0, 0b11, 0]


def test_a_seat_takes_no_time_of_sessions_that_are_cancelled(enrolling: Enrolling, cohort: Cohort) -> None:
    school, cancelled = enrolling.school, cohort.sessions[0]
    reply = Call().cancel_lesson({"reason": "school"}, by=school.admin, lesson_id=cancelled.lesson_id)
    assert reply.status == 200
    applied = enrolling.apply(cohort.course_id).pays().goes_on()
    student_id = str(applied.enrollment.student_id)
    spans = [cohort.place(one).span for one in cohort.sessions]
    masks = BusyStore(school.tenant).read([student_id], spans)
    assert [masks.busy(student_id, span) for span in spans] == [0, 0b1111, 0b1111]
    first = LessonStore(school.tenant).get(str(applied.enrollment.lesson_id))
    assert (first.id, first.status) == (cohort.sessions[1].lesson_id, "confirmed")


def test_a_seat_that_nobody_pays_frees_what_it_held_and_nothing_else(
    enrolling: Enrolling, cohort: Cohort
) -> None:
    school, applied = enrolling.school, enrolling.apply(cohort.course_id)
    body, session = {"reason": "school"}, cohort.sessions[2]
    assert Call().cancel_lesson(body, by=school.admin, lesson_id=session.lesson_id).status == 200
    applied.leaves()
    applied.goes_on()
    spans = [cohort.place(one).span for one in cohort.sessions]
    student_id = applied.enrollment.student_id
    masks = BusyStore(school.tenant).read([student_id], spans)
    assert [masks.busy(student_id, span) for span in spans] == [0, 0, 0]


def test_what_is_cancelled_before_the_payment_is_no_time_of_the_students(
    enrolling: Enrolling, cohort: Cohort
) -> None:
    school, applied = enrolling.school, enrolling.apply(cohort.course_id)
    body, session = {"reason": "school"}, cohort.sessions[1]
    assert Call().cancel_lesson(body, by=school.admin, lesson_id=session.lesson_id).status == 200
    assert applied.pays().goes_on().state == "active"
    spans = [cohort.place(one).span for one in cohort.sessions]
    student_id = applied.enrollment.student_id
    masks = BusyStore(school.tenant).read([student_id], spans)
    assert [masks.busy(student_id, span) for span in spans] == [0b1111, 0, 0b1111]


@pytest.mark.parametrize("is_moved", [False, True])
def test_an_enrollment_that_is_undone_frees_no_hour_that_its_lesson_has_left(
    enrolling: Enrolling, is_moved: bool
) -> None:
    school, busy = enrolling.school, BusyStore(enrolling.school.tenant)
    teacher = a_piano_teacher(school)
    applied = enrolling.apply(a_course(school).id).pays().goes_on()
    lesson = LessonStore(school.tenant).get(str(applied.enrollment.lesson_id))
    elsewhere = lesson.starts_at + timedelta(hours=1)
    if is_moved:
        body = {"starts_at": rfc3339(elsewhere), "version": lesson.version, "overrides_rules": True}
        assert Call().move_lesson(body, by=school.admin, lesson_id=lesson.id).status == 200
    else:
        body = {"reason": "school"}
        assert Call().cancel_lesson(body, by=school.admin, lesson_id=lesson.id).status == 200
    other = a_student(school, a_family(school))
    booking = {
        "course_id": lesson.course_id,
        "teacher_id": teacher.id,
        "student_ids": [other.id],
        "starts_at": rfc3339(lesson.starts_at),
        "minutes": 30,
        "overrides_rules": True,
    }
    assert Call().book_lesson(booking, by=school.admin).status == 201
    confirming.cancel_first_lesson(school.tenant, applied.enrollment_id)
    releasing.release_place(school.tenant, applied.enrollment_id, now=utc_now())
    spans = [lesson.span, Span.between(elsewhere, elsewhere + timedelta(minutes=30))]
    masks = busy.read([teacher.id], spans)
    assert [masks.busy(teacher.id, span) & 0b11 for span in spans] == [0b11, 0]
