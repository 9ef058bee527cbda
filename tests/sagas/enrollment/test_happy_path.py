"""A family enrols, pays, and the child is taught."""

from datetime import timedelta

import pytest

from tests.support.bills import balances, told_names
from tests.support.door import Call
from tests.support.enrolling import Application, Enrolling
from tests.support.offers import a_cohort, a_course, a_piano_teacher
from tutti.enrollment.course import CourseKind
from tutti.enrollment.store import CohortStore
from tutti.people.store import StudentStore
from tutti.people.teaching import loads
from tutti.scheduling.lesson import LessonStatus
from tutti.scheduling.store import LessonStore


@pytest.fixture
def private(enrolling: Enrolling) -> Application:
    a_piano_teacher(enrolling.school)
    return enrolling.apply(a_course(enrolling.school).id).pays().goes_on()


@pytest.fixture
def seated(enrolling: Enrolling) -> Application:
    course = a_course(enrolling.school, CourseKind.COHORT)
    a_cohort(enrolling.school, course)
    return enrolling.apply(course.id).pays().goes_on()


def test_a_private_student_has_a_teacher_a_lesson_and_a_reminder(private: Application) -> None:
    tenant, done = private.school.tenant, private.enrollment
    student = StudentStore(tenant).get(done.student_id)
    lesson = LessonStore(tenant).get(done.lesson_id or "")
    assert (private.state, private.walk.at) == ("active", "Enrolled")
    assert student.teacher_ids == (done.teacher_id,)
    assert (lesson.status, lesson.student_ids) == (LessonStatus.CONFIRMED, (student.id,))
    assert [lesson.id in name for name in private.paper.schedules()] == [True]
    assert loads(tenant, [lesson.teacher_id]) == {lesson.teacher_id: 1}


def test_the_first_lesson_stands_in_the_calendars_of_student_and_teacher(private: Application) -> None:
    lessons, done = LessonStore(private.school.tenant), private.enrollment
    after = done.requested_at
    for person in (done.student_id, done.teacher_id or ""):
        page = lessons.calendar(person, after, after + timedelta(days=40))
        assert [lesson.id for lesson in page.items] == [done.lesson_id]


def test_the_books_hold_one_paid_invoice(private: Application) -> None:
    assert private.invoice_state == "paid"
    assert private.kept_by_stripe == 12000
    assert sorted(balances(private.school).values()) == [-12000, 12000]


def test_every_step_is_done_and_says_what_came_of_it(private: Application) -> None:
    steps = private.status["steps"]
    assert {one["state"] for one in steps} == {"done"}
    assert private.step("AwaitPayment")[1] == "Paid."
    assert private.step("AssignTeacher")[1].startswith("Theo Tal. Score ")


def test_who_must_know_hears_of_it_once(private: Application) -> None:
    facts = told_names(private.school)
    assert (facts["EnrollmentActivated"], facts["LessonScheduled"], facts["PaymentSettled"]) == (1, 1, 1)


def test_a_seated_student_is_on_the_roster_with_all_sessions_in_the_calendar(seated: Application) -> None:
    tenant, done = seated.school.tenant, seated.enrollment
    cohort = CohortStore(tenant).get(done.cohort_id or "")
    page = LessonStore(tenant).calendar(
        done.student_id, done.requested_at, done.requested_at + timedelta(days=40)
    )
    assert seated.state == "active"
    assert CohortStore(tenant).roster(cohort.id) == [done.student_id]
    assert [lesson.id for lesson in page.items] == [session.lesson_id for session in cohort.sessions]
    assert seated.status["first_lesson"]["id"] == cohort.sessions[0].lesson_id
    assert len(seated.paper.schedules()) == len(cohort.sessions)


def test_a_free_course_goes_past_the_checkout(enrolling: Enrolling) -> None:
    a_piano_teacher(enrolling.school)
    applied = enrolling.apply(a_course(enrolling.school, cents=0).id)
    assert (applied.state, enrolling.paper.checkout.asked) == ("active", [])
    assert "OpenCheckout" not in [step["name"] for step in applied.status["steps"]]


def test_gets_the_opening_that_the_family_asked_for(enrolling: Enrolling) -> None:
    a_piano_teacher(enrolling.school)
    teacher = a_piano_teacher(enrolling.school, "Vera Viel")
    course = a_course(enrolling.school)
    found = Call().list_public_openings(slug=enrolling.school.studio.slug, query={"course_id": course.id})
    asked = next(one for one in reversed(found["items"]) if one["teacher"]["id"] == teacher.id)
    wishes = {"teacher_id": teacher.id, "starts_at": asked["starts_at"]}
    applied = enrolling.apply(course.id, preferences=wishes).pays().goes_on()
    assert applied.status["first_lesson"]["starts_at"] == asked["starts_at"]
    assert applied.status["teacher"]["id"] == teacher.id
