"""The first step: may this student enrol at all? And where one waits for whom there is no place."""

from datetime import date, datetime, timedelta

from tutti.enrollment.accounts import known_ids
from tutti.enrollment.course import Course, CourseKind
from tutti.enrollment.eligibility import check_eligibility
from tutti.enrollment.enrollment import Enrollment, EnrollmentState
from tutti.enrollment.facts import EnrollmentWaitlisted
from tutti.enrollment.forsaking import undo_forsaken_claim
from tutti.enrollment.steps import journal
from tutti.enrollment.store import AlreadyEnrolled, CourseStore, EnrollmentStore, offers
from tutti.enrollment.waitlisting import joining, kind_of
from tutti.kit.clock import local_date
from tutti.kit.journal import Effect
from tutti.kit.tenant import Tenant
from tutti.studios.model import Studio
from tutti.studios.service import get_studio


def validate_enrollment(tenant: Tenant, enrollment_id: str, *, now: datetime) -> Enrollment:
    """Age, terms and consent checked, and the child claimed for this course; refuses by the rule's name."""

    def act(enrollment: Enrollment) -> Effect:
        course, here = CourseStore(tenant).get(enrollment.course_id), get_studio(tenant)
        first_day = _first_day(tenant, enrollment, course, here, now)
        age = check_eligibility(enrollment, course, here.policy, starts_on=first_day)
        claim = EnrollmentStore(tenant).claiming_child(enrollment)
        return Effect(f"{age} years old; terms accepted.", known_ids(tenant, enrollment), [claim])

    try:
        return journal(tenant).do(enrollment_id, "ValidateEnrollment", act)
    except AlreadyEnrolled:
        enrollment = EnrollmentStore(tenant).get(enrollment_id)
        if not undo_forsaken_claim(tenant, enrollment, now=now):
            raise
        return journal(tenant).do(enrollment_id, "ValidateEnrollment", act)


def _first_day(tenant: Tenant, enrollment: Enrollment, course: Course, here: Studio, now: datetime) -> date:
    """When the course would begin, as far as it is known before a place is held; else today."""
    if course.kind is CourseKind.PRIVATE:
        asked = enrollment.preferences.starts_at or now
        latest = now + timedelta(days=here.policy.horizon_days)
        return local_date(min(max(asked, now), latest), here.time_zone)
    offered = offers(tenant)
    wanted = (course.id, enrollment.cohort_id, now)
    cohorts = offered.with_seat(*wanted) or offered.ahead(*wanted)
    if not cohorts:
        return local_date(now, here.time_zone)
    return local_date(cohorts[0].upcoming(now)[0].starts_at, cohorts[0].zone)


def join_waitlist(tenant: Tenant, enrollment_id: str, *, now: datetime) -> Enrollment:
    """Put the enrolment on the waitlist of its course, in the order of the requests."""

    def act(enrollment: Enrollment) -> Effect:
        course = CourseStore(tenant).get(enrollment.course_id)
        return Effect(
            "On the waitlist, in the order of the requests.",
            fields={"state": EnrollmentState.WAITLISTED, "problem": None},
            changes=joining(tenant, enrollment, kind_of(course), now=now),
            facts=[EnrollmentWaitlisted(subject=enrollment.id)],
        )

    return journal(tenant).do(enrollment_id, "JoinWaitlist", act)
