"""The student's view: all assignments, what is to do first (CRS-2, CRS-6)."""

from datetime import datetime

from tutti.coursework.assignment import Assignment, NotPublished, TooLateToSubmit
from tutti.coursework.assignment_store import AssignmentStore
from tutti.coursework.student_work import StudentWork, WorkState
from tutti.coursework.student_work_rows import Row, WorkStanding, standing_of
from tutti.coursework.student_work_store import WorkStore
from tutti.coursework.student_work_task import read_task
from tutti.kit.clock import Instant, ZoneName, rfc3339
from tutti.kit.entity import Page
from tutti.kit.ids import AssignmentId, PersonId
from tutti.kit.who import Caller
from tutti.people.students import keys_to_see, seen_student
from tutti.scheduling.series.series import Wall


class StudentRow(Row):
    """One assignment in the student's list."""

    assignment_id: AssignmentId
    title: str
    teacher_id: PersonId
    minutes: int | None = None
    due: Wall | None = None
    zone: ZoneName
    due_at: Instant | None = None
    is_open: bool
    attempts_left: int | None = None


def list_student_work(
    caller: Caller,
    student_id: str,
    standing: WorkStanding | None,
    *,
    now: datetime,
    limit: int,
    cursor: str | None,
) -> Page[StudentRow]:
    """A page of what a student has to do, by due date, then of what is submitted, then of what is done.

    Of one standing alone a page may hold fewer. Refuses with `NoSuchStudent` whom the caller may not see. A
    query and a batch of reads.
    """
    tenant, assignments = caller.tenant, AssignmentStore(caller.tenant)
    works, further = WorkStore(tenant).student_page(
        student_id, _places(standing, now), limit=limit, cursor=cursor
    )
    witnesses = keys_to_see(caller, student_id)
    keys = [assignments.key(one.assignment_id) for one in works]
    records = tenant.table.get_each(*witnesses, *keys)
    seen_student(caller, records[: len(witnesses)])
    pairs = zip(works, records[len(witnesses) :], strict=True)
    rows = [_student_row(work, assignments.read(found), now) for work, found in pairs if found]
    items = [one for one in rows if standing in (None, one.standing)]
    return Page[StudentRow](items=items, cursor=further)


def get_work(caller: Caller, assignment_id: str, student_id: str, *, now: datetime) -> StudentRow:
    """One student's part of an assignment, as in the student's list; refuses with `NoSuchAssignment`.

    A batch of reads.
    """
    task = read_task(caller, assignment_id, student_id)
    return _student_row(task.work, task.assignment, now)


def _places(standing: WorkStanding | None, now: datetime) -> tuple[str, str]:
    """Between which places of the student's list this part of it lies."""
    match standing:
        case None:
            return "1#", "4"
        case WorkStanding.LATE:
            return "1#", f"1#{rfc3339(now)}"
        case WorkStanding.TO_DO:
            return "1#", "2"
        case WorkStanding.SUBMITTED:
            return "2#", "3"
        case WorkStanding.DONE:
            return "3#", "4"


def _student_row(work: StudentWork, assignment: Assignment, now: datetime) -> StudentRow:
    minutes = sum(one.minutes or 0 for one in assignment.sections)
    names = ("title", "teacher_id", "due", "zone", "due_at")
    return StudentRow(
        **standing_of(work, assignment, now),
        **{name: getattr(assignment, name) for name in names},
        assignment_id=assignment.id,
        minutes=minutes or None,
        is_open=_is_open(work, assignment, now),
        attempts_left=_attempts_left(work, assignment),
    )


def _is_open(work: StudentWork, assignment: Assignment, now: datetime) -> bool:
    try:
        assignment.refuse_submissions(now, is_asked_for=work.state is WorkState.RETURNED)
    except (NotPublished, TooLateToSubmit):
        return False
    return _attempts_left(work, assignment) != 0 and not work.state.is_over


def _attempts_left(work: StudentWork, assignment: Assignment) -> int | None:
    if assignment.attempts_allowed is None:
        return None
    left = max(0, assignment.attempts_allowed - work.attempts)
    return max(1, left) if work.state is WorkState.RETURNED else left
