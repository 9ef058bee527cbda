"""Enrolments in line: how they join it and leave it, and what comes free for those who wait."""

from datetime import datetime

from tutti.enrollment.course import Course, CourseKind
from tutti.enrollment.enrollment import Enrollment
from tutti.enrollment.standing import entry_id_of
from tutti.enrollment.supplies import supply_of
from tutti.kit.changes import Change
from tutti.kit.tenant import Tenant
from tutti.scheduling.waitlist.entry import Member, WaitlistEntry
from tutti.scheduling.waitlist.published import find_entry, line_id_of
from tutti.scheduling.waitlist.seat import SeatKind
from tutti.scheduling.waitlist.service import Waitlist


def kind_of(course: Course) -> SeatKind:
    """What one who enrols in this course waits for."""
    return SeatKind.COHORT if course.kind is CourseKind.COHORT else SeatKind.PLACE


def waitlist_for(tenant: Tenant, course_id: str, kind: SeatKind, now: datetime) -> Waitlist:
    """The line for this kind of seat of a course."""
    line_id = line_id_of(course_id, kind)
    return Waitlist(tenant, line_id, supply_of(tenant, line_id, now), now)


def joining(tenant: Tenant, enrollment: Enrollment, kind: SeatKind, *, now: datetime) -> list[Change]:
    """The changes by which an enrolment waits; it is offered a place at once when there is one."""
    entry = WaitlistEntry(
        id=entry_id_of(enrollment),
        line_id=line_id_of(enrollment.course_id, kind),
        members=(Member(student_id=enrollment.student_id, enrollment_id=enrollment.id),),
        wants=tuple(one for one in (enrollment.cohort_id,) if one),
        family_id=enrollment.family_id,
        guardian_id=enrollment.guardian_id,
        joined_at=enrollment.requested_at,
    )
    return waitlist_for(tenant, enrollment.course_id, kind, now).joining(entry)


def leaving(tenant: Tenant, enrollment: Enrollment, *, now: datetime) -> list[Change]:
    """The changes by which an enrolment waits no more, those who wait with it as before."""
    entry = find_entry(tenant, entry_id_of(enrollment))
    if entry is None:
        return []
    supply = supply_of(tenant, entry.line_id, now)
    return Waitlist(tenant, entry.line_id, supply, now).leaving(entry.id, [enrollment.student_id])


def freeing_seat(tenant: Tenant, course_id: str, cohort_id: str, *, now: datetime) -> list[Change]:
    """The changes by which a seat of a cohort comes free: for the first in line, or else for everybody."""
    return waitlist_for(tenant, course_id, SeatKind.COHORT, now).freeing(cohort_id)
