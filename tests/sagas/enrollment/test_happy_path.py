"""A family enrols, pays, and the child is taught."""

from tests.support.enrolling import Enrolling
from tests.support.offers import a_cohort, a_course, a_piano_teacher
from tutti.enrollment.course import CourseKind


def test_a_private_lesson(enrolling: Enrolling) -> None:
    teacher = a_piano_teacher(enrolling.school)
    applied = enrolling.apply(a_course(enrolling.school).id)
    assert applied.state == "awaiting_payment", applied.status
    applied.pays().goes_on()
    status = applied.status
    print(status)
    assert status["state"] == "active"
    assert status["teacher"] == {"id": teacher.id, "display_name": "Theo Tal"}


def test_a_cohort(enrolling: Enrolling) -> None:
    course = a_course(enrolling.school, CourseKind.COHORT)
    cohort = a_cohort(enrolling.school, course)
    applied = enrolling.apply(course.id).pays().goes_on()
    print(applied.status)
    assert applied.status["state"] == "active"
