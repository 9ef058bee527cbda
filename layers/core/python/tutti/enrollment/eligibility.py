"""Who may enrol: the checks that need no table (ENR-2, ENR-5, ENR-10, SEC-13)."""

from datetime import date

from tutti.enrollment.course import Course
from tutti.enrollment.enrollment import Enrollment
from tutti.kit.errors import Conflict, Invalid
from tutti.people.family import BirthDateImpossible, age_on, refuse_impossible_birth
from tutti.studios.model import Policy


class TooYoung(Invalid):
    """The student is too young for this course."""


class TooOld(Invalid):
    """The student is too old for this course."""


class StudentBusy(Conflict):
    """The student has another lesson at one of these times."""


class TermsNotAccepted(Invalid):
    """The school's terms must be accepted."""


class ConsentMissing(Invalid):
    """A guardian must consent for a student who is not of age."""


def check_eligibility(enrollment: Enrollment, course: Course, policy: Policy, *, starts_on: date) -> int:
    """The student's age in full years on the first day; refuses by the name of the rule that is broken."""
    birth_date = enrollment.student.birth_date
    refuse_impossible_birth(birth_date, starts_on)
    age = age_on(birth_date, starts_on)
    youngest = max(course.age_min, policy.minimum_age)
    if age < youngest:
        raise TooYoung(
            f"The student must be at least {youngest} years old on the first day; this one is {age}."
        )
    if not course.admits(age):
        raise TooOld(f"The course is for students up to {course.age_max} years; this one is {age}.")
    if not enrollment.accepted_terms:
        raise TermsNotAccepted()
    if age < policy.age_of_majority and not enrollment.consent:
        raise ConsentMissing()
    return age


REJECTIONS = frozenset(
    refusal.code()
    for refusal in (TooYoung, TooOld, BirthDateImpossible, TermsNotAccepted, ConsentMissing, StudentBusy)
) | {"AlreadyEnrolled"}
