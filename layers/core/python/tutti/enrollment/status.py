"""The status of an enrolment, as its family reads it."""

from tutti.enrollment.enrollment import Enrollment, EnrollmentState
from tutti.enrollment.standing import standing_of
from tutti.enrollment.store import EnrollmentStore, NoSuchEnrollment
from tutti.enrollment.views import EnrollmentStatus, FirstLesson, PublicTeacher
from tutti.kit.entity import Page
from tutti.kit.errors import NotFound
from tutti.kit.role import ADMINISTRATION
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people import teaching
from tutti.people.students import get_student
from tutti.scheduling import service as scheduling
from tutti.scheduling.waitlist.standing import Standing


def status_of(tenant: Tenant, enrollment: Enrollment) -> EnrollmentStatus:
    """How far it is: three reads more while it waits in line, two when there is a teacher and a lesson."""
    standing = _standing(tenant, enrollment)
    is_payable = enrollment.state is EnrollmentState.AWAITING_PAYMENT
    return EnrollmentStatus(
        enrollment_id=enrollment.id,
        course_id=enrollment.course_id,
        state=enrollment.state,
        steps=enrollment.steps,
        checkout_url=enrollment.checkout_url if is_payable else None,
        waitlist_position=standing.position if standing else None,
        waitlist=standing,
        teacher=_teacher(tenant, enrollment),
        first_lesson=_first_lesson(tenant, enrollment),
        problem=enrollment.problem,
    )


def _standing(tenant: Tenant, enrollment: Enrollment) -> Standing | None:
    if enrollment.state is not EnrollmentState.WAITLISTED:
        return None
    return standing_of(tenant, enrollment)


def _teacher(tenant: Tenant, enrollment: Enrollment) -> PublicTeacher | None:
    if enrollment.teacher_id is None:
        return None
    found = teaching.teacher(tenant, enrollment.teacher_id)
    return PublicTeacher(id=found.id, display_name=found.display_name)


def _first_lesson(tenant: Tenant, enrollment: Enrollment) -> FirstLesson | None:
    if enrollment.lesson_id is None:
        return None
    lesson = scheduling.lesson(tenant, enrollment.lesson_id)
    return FirstLesson(**{name: getattr(lesson, name) for name in FirstLesson.model_fields})


def enrollment_for(caller: Caller, enrollment_id: str) -> Enrollment:
    """The enrolment, when the caller may see its student or asked for it; else `NoSuchEnrollment`."""
    enrollment = EnrollmentStore(caller.tenant).get(enrollment_id)
    if caller.role in ADMINISTRATION or enrollment.guardian_id == caller.person_id:
        return enrollment
    try:
        get_student(caller, enrollment.student_id)
    except NotFound:
        raise NoSuchEnrollment() from None
    return enrollment


def student_enrollments(
    caller: Caller, student_id: str, *, limit: int, cursor: str | None
) -> Page[Enrollment]:
    """A page of a student's enrolments (ENR-12); refuses with `NoSuchStudent` whom the caller may not see."""
    get_student(caller, student_id)
    return EnrollmentStore(caller.tenant).page_by("STUDENT", student_id, limit=limit, cursor=cursor)
