"""Students whom the school knows join a line: families together, at most once for the same seats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tutti.enrollment.course import Course
from tutti.enrollment.eligibility import check_eligibility
from tutti.enrollment.enrollment import Enrollment, EnrollmentState
from tutti.enrollment.facts import EnrollmentRequested, EnrollmentWaitlisted
from tutti.enrollment.published import offered_course
from tutti.enrollment.requesting import known_request, pending
from tutti.enrollment.store import EnrollmentStore
from tutti.enrollment.views import KnownStudentRequest
from tutti.enrollment.waitlist_request import OneFamilyOnly, WaitlistRequest
from tutti.enrollment.waitlist_targets import Target, target_of
from tutti.enrollment.waitlisting import waitlist_for
from tutti.kit.changes import Change
from tutti.kit.clock import local_date
from tutti.kit.facts import told
from tutti.kit.ids import new_id
from tutti.kit.journal import StepState
from tutti.kit.raced import until_undisturbed
from tutti.kit.role import Role
from tutti.kit.who import Caller
from tutti.people.family import Student
from tutti.people.students import get_student
from tutti.scheduling.waitlist.entry import Member, WaitlistEntry
from tutti.scheduling.waitlist.published import line_id_of
from tutti.scheduling.waitlist.seat import SeatKind
from tutti.studios.service import get_studio

WAITING = "On the waitlist, with the family."


def join_waitlist(caller: Caller, request: WaitlistRequest, *, now: datetime) -> WaitlistEntry:
    """The family's entry; it is offered seats at once when there are some. One transaction.

    Refuses who the caller may not see, `OneFamilyOnly`, `AlreadyWaiting`, and for cohorts what an enrolment
    refuses: age, terms, consent, `AlreadyEnrolled`.
    """
    students = [get_student(caller, one) for one in request.student_ids]
    if len({one.family_id for one in students}) > 1:
        raise OneFamilyOnly()
    target = target_of(caller.tenant, request)
    if caller.role is Role.GUARDIAN:
        offered_course(caller.tenant, target.course.id)
    joining = _Joining(caller, request, target, now)
    return joining.write(students)


@dataclass(frozen=True)
class _Joining:
    """One family that joins one line."""

    caller: Caller
    request: WaitlistRequest
    target: Target
    now: datetime

    def write(self, students: Sequence[Student]) -> WaitlistEntry:
        """Everything that belongs to it, in one write."""
        entry_id, tenant = new_id("wai"), self.caller.tenant
        is_cohort = self.target.kind is SeatKind.COHORT
        enrollments = [self._enrollment(one, entry_id) for one in students] if is_cohort else []
        entry = self._entry(entry_id, students, enrollments)
        own = [change for one in enrollments for change in self._waiting(one)]

        def once() -> None:
            waitlist = waitlist_for(tenant, self.target.course.id, self.target.kind, self.now)
            tenant.table.write([*waitlist.joining(entry), *own])

        until_undisturbed(once)
        return entry

    def _entry(
        self, entry_id: str, students: Sequence[Student], enrollments: Sequence[Enrollment]
    ) -> WaitlistEntry:
        asked = {one.student_id: one.id for one in enrollments}
        is_own = self.caller.role is Role.GUARDIAN
        return WaitlistEntry(
            id=entry_id,
            line_id=line_id_of(self.target.course.id, self.target.kind),
            members=tuple(Member(student_id=one.id, enrollment_id=asked.get(one.id)) for one in students),
            wants=self.target.wants,
            purpose=self.request.purpose,
            family_id=students[0].family_id,
            guardian_id=self.caller.person_id if is_own else None,
            joined_at=self.now,
        )

    def _enrollment(self, student: Student, entry_id: str) -> Enrollment:
        """The enrolment that waits with the family, its first step done."""
        wants, course = self.target.wants, self.target.course
        request = KnownStudentRequest(
            course_id=course.id,
            cohort_id=wants[0] if len(wants) == 1 else None,
            student_id=student.id,
            accepted_terms=self.request.accepted_terms,
            consent=self.request.consent,
        )
        asked, known = known_request(self.caller, student, request)
        known |= {"waitlist_entry_id": entry_id, "state": EnrollmentState.WAITLISTED}
        enrollment = pending(self.caller.tenant, asked, now=self.now, **known)
        return _stepped(enrollment, self._age(enrollment, course))

    def _age(self, enrollment: Enrollment, course: Course) -> int:
        here = get_studio(self.caller.tenant)
        today = local_date(self.now, here.time_zone)
        return check_eligibility(enrollment, course, here.policy, starts_on=today)

    def _waiting(self, enrollment: Enrollment) -> list[Change]:
        enrollments = EnrollmentStore(self.caller.tenant)
        facts = [
            EnrollmentRequested(subject=enrollment.id, course_id=enrollment.course_id),
            EnrollmentWaitlisted(subject=enrollment.id),
        ]
        return [
            enrollments.creating(enrollment),
            enrollments.claiming_child(enrollment),
            *told(self.caller.tenant, *facts),
        ]


def _stepped(enrollment: Enrollment, age: int) -> Enrollment:
    validated = f"{age} years old; terms accepted."
    return enrollment.with_step("ValidateEnrollment", StepState.DONE, validated).with_step(
        "JoinWaitlist", StepState.DONE, WAITING
    )
