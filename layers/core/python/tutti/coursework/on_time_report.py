"""The report of who hands in on time: of a student, of a teacher's students, or of a cohort (CRS-3)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tutti.coursework.assignment import Assignment, AssignmentState
from tutti.coursework.assignment_audience import groups_of
from tutti.coursework.assignment_store import AssignmentStore
from tutti.coursework.assignment_visibility import runs
from tutti.coursework.on_time import OnTimeReport, Timed, figures_by_student, figures_of, timing_of
from tutti.coursework.on_time_period import Asked, Period
from tutti.coursework.student_work import BUCKETS, StudentWork, work_id
from tutti.coursework.student_work_store import WorkStore
from tutti.kit.clock import rfc3339
from tutti.kit.errors import Conflict, NotAllowed, NotFound
from tutti.kit.ids import first_id
from tutti.kit.role import FAMILY, Role
from tutti.kit.who import Caller
from tutti.people.names import teacher_keys
from tutti.people.published import students
from tutti.people.students import keys_to_see, seen_student
from tutti.studios.service import read_studio, studio_key

MOST = 2000
PREPARED_BEFORE = timedelta(days=400)
"""How long before the days of a report its assignments are prepared at most: they lie in order of making."""


class OwnReport(NotAllowed):
    """Families read the report of their students, teachers their own; ask the office for others."""


class UnknownTeacher(NotFound):
    """This studio has no such teacher."""


class TooMuchWork(Conflict):
    """A report counts 2000 pieces of work at most; ask for fewer days."""


def report_on_time(caller: Caller, asked: Asked, *, now: datetime) -> OnTimeReport:
    """What was due in these days: on time, late, missing, and the mean grade.

    Refuses `OneReport`, `TooManyDays`, `OwnReport`, `TooMuchWork`, and as not found whom the caller may not
    see. Of a student: a batch of reads, three queries, a batch for each hundred assignments. Of a teacher or
    a cohort: two or three reads, the query of what was prepared in these days and the 400 before, a batch
    for each hundred pieces of work.
    """
    asked.refuse_vague()
    collect = _of_student if asked.student_id else _of_class
    period, pairs = collect(caller, asked, now)
    timed: list[Timed] = [(work, timing_of(work, one.late_after, now)) for one, work in pairs]
    return OnTimeReport(
        **dict(asked) | dict(period.days),
        zone=period.zone,
        prepared_from_on=period.days.from_on - PREPARED_BEFORE,
        total=figures_of(timed),
        students=() if asked.student_id else figures_by_student(timed),
    )


Pairs = list[tuple[Assignment, StudentWork]]


def _of_student(caller: Caller, asked: Asked, now: datetime) -> tuple[Period, Pairs]:
    student_id = asked.student_id or ""
    studio, *witnesses = caller.tenant.table.get_each(
        studio_key(caller.tenant), *keys_to_see(caller, student_id)
    )
    seen_student(caller, witnesses)
    period = asked.period(read_studio(caller.tenant, studio).time_zone, now)
    works = _due(caller, student_id, period)
    found = AssignmentStore(caller.tenant).get_many([one.assignment_id for one in works])
    assignments = {one.id: one for one in found}
    known = [(assignments.get(one.assignment_id), one) for one in works]
    return period, [(assignment, work) for assignment, work in known if assignment]


def _due(caller: Caller, student_id: str, period: Period) -> list[StudentWork]:
    """The student's work that was due in the period, as far as its assignments are looked for."""
    works, found = WorkStore(caller.tenant), list[StudentWork]()
    for bucket in sorted(set(BUCKETS.values())):
        cursor, has_more = None, True
        while has_more:
            places = (f"{bucket}#{rfc3339(period.begins_at)}", f"{bucket}#{rfc3339(period.ends_at)}")
            page, cursor = works.student_page(student_id, places, limit=MOST + 1, cursor=cursor)
            found += page
            has_more = cursor is not None
            if len(found) > MOST:
                raise TooMuchWork()
    first, end = _made(period)
    return [one for one in found if first <= one.assignment_id < end]


def _made(period: Period) -> tuple[str, str]:
    """Between which ids the assignments of a report lie."""
    return first_id("asg", period.begins_at - PREPARED_BEFORE), first_id("asg", period.ends_at)


def _of_class(caller: Caller, asked: Asked, now: datetime) -> tuple[Period, Pairs]:
    is_anothers = caller.role is Role.TEACHER and asked.teacher_id not in (None, caller.person_id)
    if caller.role in FAMILY or is_anothers:
        raise OwnReport()
    if asked.cohort_id:
        groups_of(caller, _Cohort(asked.cohort_id))
    period = asked.period(_zone(caller, asked.teacher_id), now)
    assignments = {one.id: one for one in _assignments(caller, asked, period) if runs(caller, one)}
    ids = [work_id(one.id, student_id) for one in assignments.values() for student_id in one.student_ids]
    if len(ids) > MOST:
        raise TooMuchWork()
    found = WorkStore(caller.tenant).get_many(ids)
    sees = _seen_students(caller, found)
    return period, [(assignments[one.assignment_id], one) for one in found if sees(one.student_id)]


def _zone(caller: Caller, teacher_id: str | None) -> str:
    """Where the studio stands; refuses with `UnknownTeacher` who is none there. One batch of reads."""
    keys = [studio_key(caller.tenant), *teacher_keys(caller.tenant, [teacher_id] if teacher_id else [])]
    studio, *teacher = caller.tenant.table.get_each(*keys)
    if teacher == [None]:
        raise UnknownTeacher()
    return read_studio(caller.tenant, studio).time_zone


def _assignments(caller: Caller, asked: Asked, period: Period) -> Iterable[Assignment]:
    """What was due in the period, of a teacher or of a cohort."""
    store = AssignmentStore(caller.tenant)
    made = _made(period)
    if asked.cohort_id:
        found = store.of_cohort_between(asked.cohort_id, made)
    else:
        found = store.of_teacher_between(asked.teacher_id or "", made)
    return (one for one in found if one.state is not AssignmentState.DRAFT and period.holds(one))


def _seen_students(caller: Caller, works: Iterable[StudentWork]) -> Callable[[str], bool]:
    """Whether the caller sees a student: managers those of their locations, others whomever they ask for."""
    if not caller.is_scoped:
        return lambda _: True
    ids = list(dict.fromkeys(one.student_id for one in works))
    seen = {one.id for one in students(caller.tenant, ids) if caller.may_see_location(one.location_id)}
    return seen.__contains__


@dataclass(frozen=True)
class _Cohort:
    """A cohort as an audience."""

    cohort_id: str | None
    lesson_id: str | None = None
    student_ids: tuple[str, ...] = ()
