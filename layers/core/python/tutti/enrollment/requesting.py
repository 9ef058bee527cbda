"""A request for a place: stored as pending, then handed to the saga."""

import json
import secrets
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from tutti.enrollment.closing import close_enrollment
from tutti.enrollment.enrollment import Enrollment, EnrollmentRequest, GuardianDetails, StudentDetails
from tutti.enrollment.facts import EnrollmentRequested
from tutti.enrollment.published import course, offered_course
from tutti.enrollment.store import CohortStore, EnrollmentStore, NoSuchCohort
from tutti.enrollment.views import KnownStudentRequest
from tutti.kit.ids import derived_id, new_id
from tutti.kit.role import Role
from tutti.kit.sagas import Sagas
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.family import Student
from tutti.people.published import guardian, payer
from tutti.people.students import get_student

TOKEN_BYTES = 24
NOT_STARTED = "NotStarted"


def request_enrollment(
    tenant: Tenant, sagas: Sagas, request: EnrollmentRequest, *, now: datetime
) -> Enrollment:
    """The pending enrolment of somebody from outside, its saga started under its own id.

    Refuses with `NoSuchCourse` what is not offered, and with `NoSuchCohort`. Every other rule is the saga's,
    and read from the status.
    """
    offered_course(tenant, request.course_id)
    return _start(tenant, sagas, request, now)


def enroll_student(
    caller: Caller, sagas: Sagas, request: KnownStudentRequest, *, now: datetime
) -> Enrollment:
    """The pending enrolment of a known student, answered for by the family's payer or the guardian who calls.

    Refuses with `NoSuchStudent` a student whom the caller may not see.
    """
    student = get_student(caller, request.student_id)
    find = offered_course if caller.role is Role.GUARDIAN else course
    find(caller.tenant, request.course_id)
    asked, known = known_request(caller, student, request)
    return _start(caller.tenant, sagas, asked, now, **known)


def known_request(
    caller: Caller, student: Student, request: KnownStudentRequest
) -> tuple[EnrollmentRequest, dict[str, Any]]:
    """The request for a known student, and the ids that are known; refuses a family without a guardian."""
    is_own = caller.role is Role.GUARDIAN
    answering = (
        guardian(caller.tenant, caller.person_id) if is_own else payer(caller.tenant, student.family_id)
    )
    asked = EnrollmentRequest(
        **{name: getattr(request, name) for name in KnownStudentRequest.model_fields if name != "student_id"},
        student=StudentDetails(**_shared(StudentDetails, student)),
        guardian=GuardianDetails(**_shared(GuardianDetails, answering)),
    )
    return asked, {"family_id": student.family_id, "guardian_id": answering.id, "student_id": student.id}


def _start(
    tenant: Tenant, sagas: Sagas, request: EnrollmentRequest, now: datetime, **known: str
) -> Enrollment:
    if request.cohort_id and CohortStore(tenant).get(request.cohort_id).course_id != request.course_id:
        raise NoSuchCohort()
    enrollment = pending(tenant, request, now=now, **known)
    fact = EnrollmentRequested(subject=enrollment.id, course_id=request.course_id)
    EnrollmentStore(tenant).create(enrollment, fact)
    try:
        sagas.start("enrollment", enrollment.id, saga_input(tenant, enrollment.id))
    except BaseException:
        close_enrollment(tenant, enrollment.id, error=NOT_STARTED, now=now)
        raise
    return enrollment


def pending(tenant: Tenant, request: EnrollmentRequest, *, now: datetime, **known: Any) -> Enrollment:
    """The enrolment as it begins, with every id it will need."""
    minted = {"id": new_id("enr"), "token": secrets.token_urlsafe(TOKEN_BYTES), "requested_at": now}
    return Enrollment.model_validate(dict(request) | _ids(tenant, request) | minted | known)


def _shared(shape: type[BaseModel], entity: BaseModel) -> dict[str, Any]:
    return {name: getattr(entity, name) for name in shape.model_fields}


def _ids(tenant: Tenant, request: EnrollmentRequest) -> dict[str, str]:
    """Ids for people not known yet: the same for the same family, so that two requests make one of it."""
    who = (tenant.studio_id, request.guardian.email)
    child = (request.student.given_name, request.student.family_name, request.student.birth_date.isoformat())
    return {
        "family_id": derived_id("fam", *who),
        "guardian_id": derived_id("per", *who),
        "student_id": derived_id("per", *who, *(part.casefold() for part in child)),
    }


def saga_input(tenant: Tenant, enrollment_id: str) -> str:
    """What the saga is told: ids only."""
    return json.dumps({"studio_id": tenant.studio_id, "enrollment_id": enrollment_id})
