"""Where offers and enrolments lie."""

from dataclasses import dataclass, field
from datetime import datetime

from tutti.enrollment.course import Cohort, Course
from tutti.enrollment.enrollment import Enrollment
from tutti.kit.changes import Change, Delete, Key, Put, Update, absent
from tutti.kit.collection import Collection
from tutti.kit.errors import AlreadyThere, Conflict, NotFound
from tutti.kit.raced import Raced
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant

OFFER = "OFFER"


class NoSuchCourse(NotFound):
    """This studio has no such course."""


class NoSuchCohort(NotFound):
    """This studio has no such cohort."""


class NoSuchEnrollment(NotFound):
    """This studio has no such enrolment."""


class NoPlaceLeft(Conflict):
    """There is no place left; the waitlist is open."""


class SeatGone(Raced):
    """The last seat went in the same moment."""


class AlreadyEnrolled(Conflict):
    """This child is enrolled in this course already, or waits for it."""


class AlreadyReleased(AlreadyThere):
    """What is to be given back is not held."""


class CourseStore(Collection[Course]):
    """The courses of a studio."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, Course, "Course", partition=OFFER, prefix="COURSE#", missing=NoSuchCourse)


class CohortStore(Collection[Cohort]):
    """The cohorts of a studio, and the seats of each."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, Cohort, "Cohort", partition=OFFER, prefix="COHORT#", missing=NoSuchCohort)

    def seats_key(self, cohort_id: str) -> Key:
        """Where the seats of a cohort are counted."""
        return Key(self.tenant.partition(OFFER), f"SEATS#{cohort_id}")

    def opening_seats(self, cohort: Cohort) -> Change:
        """The change that counts the seats of a new cohort from nought."""
        key = self.seats_key(cohort.id)
        return Put(Record(key.pk, key.sk, kind="Seats", taken=0, capacity=cohort.capacity), absent())

    def taking_seat(self, cohort_id: str) -> Change:
        """The change that takes a seat, refused with `SeatGone` when all are taken."""
        left = Record.taken < Record.capacity
        return Update(self.seats_key(cohort_id), [Record.taken.add(1)], left, SeatGone)

    def freeing_seat(self, cohort_id: str) -> Change:
        """The change that gives a seat back."""
        return Update(self.seats_key(cohort_id), [Record.taken.add(-1)], Record.taken > 0, AlreadyReleased)

    def moving_seats(self, cohort_id: str, count: int, *, taken: int | None = None) -> Change:
        """The change that takes so many seats, or gives them back (below 0).

        Refused with `SeatGone` unless as many are `taken` as were read; without them seats only come back.
        """
        as_read = Record.taken == taken if taken is not None else Record.taken > -count - 1
        return Update(self.seats_key(cohort_id), [Record.taken.add(count)], as_read, SeatGone)

    def roster_key(self, cohort_id: str, student_id: str) -> Key:
        """Where it stands that this student is in the cohort."""
        return Key(self.tenant.partition("COHORT", cohort_id), f"STUDENT#{student_id}")

    def roster(self, cohort_id: str) -> list[str]:
        """The ids of the students in a cohort."""
        lines = self.tenant.table.all(self.tenant.partition("COHORT", cohort_id), prefix="STUDENT#")
        return [line.owner for line in lines]


@dataclass(frozen=True)
class Offers:
    """Everything that a studio offers, as one query reads it."""

    courses: list[Course] = field(default_factory=list)
    cohorts: dict[str, list[Cohort]] = field(default_factory=dict)
    seats_left: dict[str, int] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)

    def ahead(self, course_id: str, cohort_id: str | None, now: datetime) -> list[Cohort]:
        """The cohorts of a course that have sessions to come, perhaps one only; the earliest first."""
        asked_for = [one for one in self.cohorts.get(course_id, []) if cohort_id in (None, one.id)]
        return sorted(
            (one for one in asked_for if one.upcoming(now)),
            key=lambda cohort: (cohort.upcoming(now)[0].starts_at, cohort.id),
        )

    def with_seat(self, course_id: str, cohort_id: str | None, now: datetime) -> list[Cohort]:
        """Those of them with a seat left."""
        return [one for one in self.ahead(course_id, cohort_id, now) if self.seats_left[one.id] > 0]


def offers(tenant: Tenant) -> Offers:
    """The courses, their cohorts and the seats left in each: one query."""
    found, courses, cohorts = Offers(), CourseStore(tenant), CohortStore(tenant)
    for record in tenant.table.all(tenant.partition(OFFER)):
        if record.kind == "Course":
            found.courses.append(courses.read(record))
        elif record.kind == "Cohort":
            cohort = cohorts.read(record)
            found.cohorts.setdefault(cohort.course_id, []).append(cohort)
        else:
            cohort_id = record.SK.removeprefix("SEATS#")
            found.taken[cohort_id] = int(record.taken)
            found.seats_left[cohort_id] = int(record.capacity - record.taken)
    return found


class EnrollmentStore(Collection[Enrollment]):
    """The enrolments of a studio, also by student, and what keeps two of the same apart."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(
            tenant,
            Enrollment,
            "Enrollment",
            index=lambda enrollment: (f"STUDENT#{enrollment.student_id}", f"ENROLLMENT#{enrollment.id}"),
            missing=NoSuchEnrollment,
        )

    def open_key(self, enrollment: Enrollment) -> Key:
        """Where it stands that this child has an open enrolment in this course."""
        return Key(self.tenant.partition("OPENENROLLMENT", enrollment.course_id), enrollment.child_key)

    def claiming_child(self, enrollment: Enrollment) -> Change:
        """The change that makes this the child's one open enrolment in the course (ENR-2)."""
        key = self.open_key(enrollment)
        free = Record.PK.does_not_exist() | (Record.owner == enrollment.id)
        return Put(Record(key.pk, key.sk, kind="OpenEnrollment", owner=enrollment.id), free, AlreadyEnrolled)

    def freeing_child(self, enrollment: Enrollment) -> Change:
        """The change that lets the child enrol again."""
        return Delete(self.open_key(enrollment), Record.owner == enrollment.id, AlreadyReleased)
