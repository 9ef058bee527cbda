"""The accounts of an enrolment: known people found again, new ones opened, and closed when it fails."""

from typing import Any

from tutti.enrollment.enrollment import Enrollment
from tutti.enrollment.steps import journal
from tutti.enrollment.store import CourseStore
from tutti.kit.journal import Effect
from tutti.kit.tenant import Tenant
from tutti.people import accounts
from tutti.people.family import Family, Guardian, Student

STEP = "OpenAccounts"


def known_ids(tenant: Tenant, enrollment: Enrollment) -> dict[str, Any]:
    """The ids of the people whom the studio knows already, in place of those minted with the request."""
    return _ids(_resolve(tenant, enrollment))


def open_accounts(tenant: Tenant, enrollment_id: str) -> Enrollment:
    """Open family, guardian and student, or count a use of those that are there."""

    def act(enrollment: Enrollment) -> Effect:
        found = _resolve(tenant, enrollment)
        detail = "A new family." if found.is_family_new else "The family is known."
        return Effect(detail, _ids(found), accounts.opening(tenant, found))

    return journal(tenant).do(enrollment_id, STEP, act)


def close_accounts(tenant: Tenant, enrollment_id: str) -> Enrollment:
    """Remove the accounts that only this enrolment brought."""

    def act(enrollment: Enrollment) -> Effect:
        changes = accounts.closing(tenant, enrollment.guardian_id, enrollment.student_id)
        return Effect("Accounts closed that nobody else uses.", changes=changes)

    return journal(tenant).undo(enrollment_id, STEP, act)


def _ids(found: accounts.Accounts) -> dict[str, Any]:
    return {"family_id": found.family.id, "guardian_id": found.guardian.id, "student_id": found.student.id}


def _resolve(tenant: Tenant, enrollment: Enrollment) -> accounts.Accounts:
    course, who, child = (
        CourseStore(tenant).get(enrollment.course_id),
        enrollment.guardian,
        enrollment.student,
    )
    family = Family(id=enrollment.family_id, name=who.family_name, payer_id=enrollment.guardian_id)
    guardian = Guardian(id=enrollment.guardian_id, family_id=family.id, **dict(who))
    student = Student(
        id=enrollment.student_id,
        family_id=family.id,
        instruments=(course.instrument,),
        location_id=course.location_id,
        **dict(child),
    )
    return accounts.resolve(tenant, family, guardian, student)
