"""What a school offers, for tests: teachers with a week of work, courses and cohorts."""

from datetime import date, datetime, time, timedelta
from typing import Any

from tests.support.people import a_teacher
from tests.support.school import School
from tutti.enrollment import catalogue
from tutti.enrollment.course import Cohort, CohortDraft, Course, CourseDraft, CourseKind, SessionTime
from tutti.kit.clock import local_date, utc_now
from tutti.kit.money import Money
from tutti.people.teacher import Teacher
from tutti.scheduling.availability import AvailabilityBlock, Weekday


def a_week(school: School, *days: Weekday, hours: tuple[int, int] = (9, 18), **more: Any) -> Any:
    """Availability on these days, or on all of them, by the school's clock."""
    zone = school.studio.time_zone
    first, last = hours
    return tuple(
        AvailabilityBlock(weekday=day, starts=time(first), ends=time(last), zone=zone, **more)
        for day in days or Weekday
    )


def a_piano_teacher(school: School, name: str = "Theo Tal", **profile: Any) -> Teacher:
    """Somebody who teaches the piano, every day unless said otherwise."""
    usual: dict[str, Any] = {"availability": a_week(school), "instruments": ("piano",)}
    return a_teacher(school, display_name=name, **(usual | profile))


def a_course(school: School, kind: CourseKind = CourseKind.PRIVATE, **particulars: Any) -> Course:
    """Piano from five years on for 120.00, unless said otherwise."""
    price = Money(amount=particulars.pop("cents", 12000), currency=school.studio.currency)
    usual: dict[str, Any] = {"name": "Piano", "instrument": "piano", "price": price, "kind": kind}
    return catalogue.add_course(school.tenant, CourseDraft(**(usual | particulars)))


def weekly(
    first: date, count: int, starts: time = time(16), ends: time = time(17)
) -> tuple[SessionTime, ...]:
    """So many sessions, a week apart."""
    return tuple(SessionTime(on=first + timedelta(weeks=n), starts=starts, ends=ends) for n in range(count))


def a_cohort(
    school: School,
    course: Course | None = None,
    *,
    capacity: int = 3,
    first: date | None = None,
    sessions: int = 3,
    teacher: Teacher | None = None,
    **particulars: Any,
) -> Cohort:
    """A cohort of a course, its sessions weekly from next week on."""
    draft = CohortDraft(
        course_id=(course or a_course(school, CourseKind.COHORT)).id,
        name=particulars.pop("name", "Tuesday group"),
        teacher_id=(teacher or a_teacher(school, display_name="Cora Cohn")).id,
        capacity=capacity,
        zone=school.studio.time_zone,
        sessions=weekly(first or next_week(school), sessions),
        **particulars,
    )
    return catalogue.form_cohort(school.tenant, draft, now=utc_now())


def next_week(school: School, *, days: int = 7, now: datetime | None = None) -> date:
    """The day in a week, where the school stands."""
    return local_date(now or utc_now(), school.studio.time_zone) + timedelta(days=days)
