"""The signed-in twin: guardians enrol their own children, the office anybody; each sees what is theirs."""

from typing import Any

import pytest

from tests.support.door import Call
from tests.support.enrolling import Enrolling
from tests.support.offers import a_cohort, a_course, a_piano_teacher
from tests.support.people import a_family, a_guardian, a_location, a_student
from tests.support.school import School
from tutti.enrollment.course import CourseKind
from tutti.kit.caller import Caller
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.people.family import Family, Guardian, Student
from tutti.people.store import FamilyStore


class Home:
    """A family with one child, and its guardian as a caller."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.family: Family = a_family(school)
        self.guardian: Guardian = a_guardian(school, self.family)
        self.location = a_location(school)
        self.child: Student = a_student(school, self.family, location_id=self.location.id)
        self.course = a_course(school)

    @property
    def parent(self) -> Caller:
        return self.school.caller(Role.GUARDIAN, self.guardian.id)

    def asks(self, **changes: Any) -> dict[str, Any]:
        usual = {"course_id": self.course.id, "student_id": self.child.id, "accepted_terms": True}
        return usual | {"consent": True} | changes


@pytest.fixture
def home(enrolling: Enrolling) -> Home:
    a_piano_teacher(enrolling.school)
    return Home(enrolling.school)


def test_a_guardian_enrols_the_own_child(call: Call, enrolling: Enrolling, home: Home) -> None:
    reply = call.enroll_student(home.asks(), by=home.parent)
    applied = enrolling.application(reply).goes_on()
    done = applied.enrollment
    assert (reply.status, applied.state) == (202, "awaiting_payment")
    assert (done.family_id, done.guardian_id, done.student_id) == (
        home.family.id,
        home.guardian.id,
        home.child.id,
    )


def test_the_office_enrols_for_the_familys_payer(call: Call, enrolling: Enrolling, home: Home) -> None:
    payer = a_guardian(home.school, home.family)
    families = FamilyStore(home.school.tenant)
    families.replace(home.family, home.family.model_copy(update={"payer_id": payer.id}))
    for caller in (home.school.owner, home.school.manager(home.location.id)):
        course = a_course(home.school)
        reply = call.enroll_student(home.asks(course_id=course.id), by=caller)
        assert enrolling.application(reply).enrollment.guardian.email == payer.email


def test_a_family_without_a_guardian_cannot_be_enrolled(call: Call, enrolling: Enrolling, home: Home) -> None:
    orphan = a_student(home.school, a_family(home.school))
    reply = call.enroll_student(home.asks(student_id=orphan.id), by=home.school.admin)
    assert (reply.status, reply.problem) == (404, "NoSuchGuardian")


def test_nobody_enrols_children_whom_they_may_not_see(call: Call, home: Home, allegro: School) -> None:
    stranger = a_guardian(home.school, a_family(home.school))
    for caller in (
        home.school.caller(Role.GUARDIAN, stranger.id),
        home.school.guardian,
        home.school.manager(new_id("loc")),
        allegro.owner,
    ):
        assert call.enroll_student(home.asks(), by=caller).problem == "NoSuchStudent"
    for caller in (home.school.teacher, home.school.student):
        assert call.enroll_student(home.asks(), by=caller).status == 403


def test_the_office_may_use_courses_that_are_not_published(
    call: Call, enrolling: Enrolling, home: Home
) -> None:
    hidden = a_course(home.school, is_published=False)
    assert call.enroll_student(home.asks(course_id=hidden.id), by=home.school.admin).status == 202
    assert call.enroll_student(home.asks(course_id=hidden.id), by=home.parent).problem == "NoSuchCourse"
    assert call.enroll_student(home.asks(course_id=new_id("crs")), by=home.school.admin).status == 404


def test_a_cohort_of_another_course_is_refused(call: Call, enrolling: Enrolling, home: Home) -> None:
    cohort = a_cohort(home.school, a_course(home.school, CourseKind.COHORT))
    reply = call.enroll_student(home.asks(cohort_id=cohort.id), by=home.parent)
    assert reply.problem == "NoSuchCohort"


def test_a_repeated_request_starts_one_saga(call: Call, enrolling: Enrolling, home: Home) -> None:
    parent, key = home.parent, {"idempotency-key": "a-sibling"}
    first, second = (call.enroll_student(home.asks(), by=parent, headers=key) for _ in range(2))
    assert first.body == second.body
    assert len(enrolling.paper.sagas.walks) == 1


@pytest.mark.parametrize("changes", [{"student_id": "per_1"}, {"accepted_terms": None}, {"guardian": {}}])
def test_refuses_impossible_requests(
    call: Call, enrolling: Enrolling, home: Home, changes: dict[str, Any]
) -> None:
    reply = call.enroll_student(home.asks(**changes), by=home.parent)
    assert (reply.status, reply.problem) == (422, "InvalidInput")


def test_an_enrolment_is_read_by_the_office_and_its_own_family(
    call: Call, enrolling: Enrolling, home: Home, allegro: School
) -> None:
    applied = enrolling.application(call.enroll_student(home.asks(), by=home.parent)).goes_on()
    path = {"enrollment_id": applied.enrollment_id}
    for caller in (home.school.admin, home.parent, home.school.manager(home.location.id)):
        seen = call.get_enrollment(by=caller, **path)
        assert (seen.status, seen["student_id"], "token" in seen.body) == (200, home.child.id, False)
    for caller in (home.school.guardian, home.school.manager(new_id("loc")), allegro.owner):
        assert call.get_enrollment(by=caller, **path).problem == "NoSuchEnrollment"
    assert call.get_enrollment(by=home.school.teacher, **path).status == 403


def test_the_office_lists_enrolments_the_newest_first(call: Call, enrolling: Enrolling, home: Home) -> None:
    made = [enrolling.ask(home.course.id).enrollment_id for _ in range(3)]
    first = call.list_enrollments(by=home.school.admin, query={"limit": 2})
    second = call.list_enrollments(by=home.school.admin, query={"limit": 2, "cursor": first["cursor"]})
    assert [one["id"] for one in (*first["items"], *second["items"])] == sorted(made, reverse=True)
    assert call.list_enrollments(by=home.school.manager()).status == 403
    assert call.list_enrollments(by=home.parent).status == 403


def test_a_students_enrolments_are_listed_for_who_may_see_the_student(
    call: Call, enrolling: Enrolling, home: Home, allegro: School
) -> None:
    made = [
        call.enroll_student(home.asks(course_id=a_course(home.school).id), by=home.parent)["enrollment_id"]
        for _ in range(3)
    ]
    enrolling.ask(home.course.id)
    path = {"student_id": home.child.id}
    own_login = home.school.caller(Role.STUDENT, home.child.id)
    for caller in (home.school.admin, home.parent, own_login):
        first = call.list_student_enrollments(by=caller, query={"limit": 2}, **path)
        rest = call.list_student_enrollments(by=caller, query={"cursor": first["cursor"]}, **path)
        assert [one["id"] for one in (*first["items"], *rest["items"])] == sorted(made)
    for caller in (home.school.guardian, home.school.teacher, allegro.owner):
        assert call.list_student_enrollments(by=caller, **path).problem == "NoSuchStudent"
