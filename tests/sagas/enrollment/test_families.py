"""Who is known is found again, and accounts that nobody else uses go with the enrolment that brought them."""

from typing import Any

import pytest

from tests.support.door import Call
from tests.support.enrolling import Application, Enrolling
from tests.support.offers import a_cohort, a_course, a_piano_teacher
from tests.support.people import a_family, a_guardian, a_student
from tests.support.remains import Remains
from tests.support.saga_walk import Fault
from tutti.enrollment.course import CourseKind
from tutti.people.store import FamilyStore, GuardianStore, StudentStore, household

PARENT = {"given_name": "Eva", "family_name": "Lang", "email": "eva@families.test"}
ADA = {"given_name": "Ada", "family_name": "Lang", "birth_date": "2016-05-05"}
BEN = {"given_name": "Ben", "family_name": "Lang", "birth_date": "2014-04-04"}


@pytest.fixture
def course_id(enrolling: Enrolling) -> str:
    a_piano_teacher(enrolling.school)
    return a_course(enrolling.school).id


def _of(child: dict[str, str], **more: Any) -> dict[str, Any]:
    return {"student": child, "guardian": PARENT, **more}


def _household(applied: Application) -> tuple[int, int]:
    guardians, students = household(applied.school.tenant, applied.enrollment.family_id)
    return len(guardians), len(students)


def test_the_same_child_enrols_in_the_same_course_once(enrolling: Enrolling, course_id: str) -> None:
    first = enrolling.apply(course_id, **_of(ADA))
    shouted = {"given_name": " ADA ", "family_name": "lang", "birth_date": ADA["birth_date"]}
    again = enrolling.apply(course_id, **_of(shouted))
    assert (again.state, again.status["problem"]["code"]) == ("rejected", "AlreadyEnrolled")
    assert first.pays().goes_on().state == "active"


def test_who_did_not_pay_may_enrol_anew(enrolling: Enrolling, course_id: str) -> None:
    enrolling.apply(course_id, **_of(ADA)).lapses().goes_on()
    assert enrolling.apply(course_id, **_of(ADA)).pays().goes_on().state == "active"


def test_a_sibling_joins_the_same_family(enrolling: Enrolling, course_id: str) -> None:
    ada = enrolling.apply(course_id, **_of(ADA)).pays().goes_on()
    ben = enrolling.apply(course_id, **_of(BEN)).pays().goes_on()
    assert ben.enrollment.family_id == ada.enrollment.family_id
    assert ben.step("OpenAccounts") == ("done", "The family is known.")
    assert _household(ben) == (1, 2)


def test_two_siblings_at_once_make_one_family(enrolling: Enrolling, course_id: str) -> None:
    ada, ben = enrolling.ask(course_id, **_of(ADA)), enrolling.ask(course_id, **_of(BEN))
    for applied in (ada, ben):
        applied.walk.faults = {"OpenAccounts": Fault("Lambda.ServiceException", times=1)}
    ada.goes_on()
    ben.goes_on()
    assert _household(ada) == (1, 2)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_when_two_siblings_fail_nothing_of_the_family_stays(
    enrolling: Enrolling, course_id: str, order: tuple[int, int]
) -> None:
    before = Remains.of(enrolling.paper)
    siblings = [enrolling.apply(course_id, **_of(child)) for child in (ADA, BEN)]
    for number in order:
        siblings[number].lapses().goes_on()
    assert Remains.of(enrolling.paper).since(before) == {}


def test_when_the_first_sibling_fails_the_other_keeps_the_family(
    enrolling: Enrolling, course_id: str
) -> None:
    ada, ben = (enrolling.apply(course_id, **_of(child)) for child in (ADA, BEN))
    ada.lapses().goes_on()
    assert ben.pays().goes_on().state == "active"
    assert _household(ben) == (1, 1)


def test_a_child_in_two_courses_is_one_student(enrolling: Enrolling, course_id: str) -> None:
    theory = a_course(enrolling.school, name="Theory").id
    piano = enrolling.apply(course_id, **_of(ADA))
    other = enrolling.apply(theory, **_of(ADA))
    piano.lapses().goes_on()
    assert other.pays().goes_on().state == "active"
    assert StudentStore(enrolling.school.tenant).find(other.enrollment.student_id)


def test_a_teacher_keeps_the_student_when_a_second_course_fails(enrolling: Enrolling, course_id: str) -> None:
    theory = a_course(enrolling.school, name="Theory").id
    piano = enrolling.apply(course_id, **_of(ADA)).pays().goes_on()
    before = Remains.of(enrolling.paper)
    faults = {"ScheduleReminders": Fault()}
    other = enrolling.apply(theory, faults=faults, **_of(ADA)).pays().goes_on()
    assert other.state == "refunded"
    assert Remains.of(enrolling.paper).since(before) == {}
    student = StudentStore(enrolling.school.tenant).get(piano.enrollment.student_id)
    assert student.teacher_ids == (piano.enrollment.teacher_id,)


def test_a_guardian_whom_the_office_knows_is_found_by_the_address(
    enrolling: Enrolling, course_id: str
) -> None:
    family = a_family(enrolling.school)
    guardian = a_guardian(enrolling.school, family, email=PARENT["email"])
    known = a_student(enrolling.school, family, given_name="Ada", family_name="Lang", birth_date="2016-05-05")
    applied = enrolling.apply(course_id, **_of(ADA)).pays().goes_on()
    done = applied.enrollment
    assert (done.family_id, done.guardian_id, done.student_id) == (family.id, guardian.id, known.id)


def test_a_known_family_stays_when_its_enrolment_fails(enrolling: Enrolling, course_id: str) -> None:
    family = a_family(enrolling.school)
    a_guardian(enrolling.school, family, email=PARENT["email"])
    before = Remains.of(enrolling.paper)
    enrolling.apply(course_id, **_of(BEN)).lapses().goes_on()
    assert Remains.of(enrolling.paper).since(before) == {}


def test_a_family_to_which_the_office_adds_a_sibling_meanwhile_stays(
    enrolling: Enrolling, course_id: str
) -> None:
    applied = enrolling.apply(course_id, **_of(ADA))
    family = FamilyStore(enrolling.school.tenant).get(applied.enrollment.family_id)
    sibling = a_student(enrolling.school, family)
    applied.lapses().goes_on()
    assert applied.state == "expired"
    assert GuardianStore(enrolling.school.tenant).find(applied.enrollment.guardian_id)
    guardians, students = household(enrolling.school.tenant, family.id)
    assert ([one.email for one in guardians], [one.id for one in students]) == (
        [PARENT["email"]],
        [sibling.id],
    )


def test_a_student_who_was_given_a_teacher_meanwhile_stays(enrolling: Enrolling, course_id: str) -> None:
    applied = enrolling.apply(course_id, **_of(ADA))
    students = StudentStore(enrolling.school.tenant)
    student = students.get(applied.enrollment.student_id)
    students.replace(student, student.model_copy(update={"teacher_ids": (applied.enrollment.guardian_id,)}))
    applied.lapses().goes_on()
    assert students.find(student.id)
    assert FamilyStore(enrolling.school.tenant).find(student.family_id)


def test_an_adult_enrols_herself_through_the_guardians_door(enrolling: Enrolling, course_id: str) -> None:
    family = a_family(enrolling.school)
    guardian = a_guardian(enrolling.school, family)
    a_student(enrolling.school, family, id=guardian.id, birth_date="1980-01-01")
    reply = Call().enroll_student(
        {"course_id": course_id, "student_id": guardian.id, "accepted_terms": True},
        by=enrolling.school.admin,
    )
    applied = enrolling.application(reply).goes_on()
    assert applied.pays().goes_on().state == "active"


def test_a_sibling_by_the_guardians_own_door(enrolling: Enrolling, course_id: str) -> None:
    family = a_family(enrolling.school)
    guardian = a_guardian(enrolling.school, family)
    child = a_student(enrolling.school, family)
    who = enrolling.school.caller(enrolling.school.guardian.role, guardian.id)
    body = {"course_id": course_id, "student_id": child.id, "accepted_terms": True, "consent": True}
    applied = enrolling.application(Call().enroll_student(body, by=who)).goes_on()
    before = _household(applied)
    assert applied.pays().goes_on().state == "active"
    assert _household(applied) == before


def test_cohorts_of_one_course_are_told_apart(enrolling: Enrolling) -> None:
    course = a_course(enrolling.school, CourseKind.COHORT)
    full = a_cohort(enrolling.school, course, capacity=1, name="Full")
    open_one = a_cohort(enrolling.school, course, name="Open")
    first = enrolling.apply(course.id, cohort_id=full.id)
    second = enrolling.apply(course.id, cohort_id=full.id)
    third = enrolling.apply(course.id)
    assert [one.state for one in (first, second, third)] == [
        "awaiting_payment",
        "waitlisted",
        "awaiting_payment",
    ]
    assert third.enrollment.cohort_id == open_one.id
