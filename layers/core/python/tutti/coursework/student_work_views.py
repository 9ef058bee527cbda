"""The class's view of an assignment and the student's view of all of them (CRS-2, CRS-6)."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any

from tutti.coursework.assignment import Assignment, NotPublished, TooLateToSubmit
from tutti.coursework.assignment_store import AssignmentStore
from tutti.coursework.assignment_visibility import refuse_others
from tutti.coursework.student_work import BUCKETS, GradeMark, StudentWork, WorkState
from tutti.coursework.student_work_store import WorkStore
from tutti.coursework.student_work_task import read_task
from tutti.coursework.submission_parts import rejected_among
from tutti.kit.clock import Instant, ZoneName, rfc3339
from tutti.kit.entity import Line, Page, Value
from tutti.kit.ids import AssignmentId, PersonId, RecordingId, SubmissionId
from tutti.kit.who import Caller
from tutti.people.attending import attending, attending_keys
from tutti.people.family import Student
from tutti.people.students import keys_to_see, seen_student
from tutti.scheduling.series.series import Wall


class Standing(StrEnum):
    """Where a student's work stands, as the student's list is divided; late is to do and overdue."""

    TO_DO = "to_do"
    LATE = "late"
    SUBMITTED = "submitted"
    DONE = "done"


class Row(Value):
    """How far one student's work is; `is_late` of what was handed in last, `is_overdue` of what was not."""

    state: WorkState
    standing: Standing
    attempts: int
    is_late: bool
    is_overdue: bool
    submission_id: SubmissionId | None = None
    submitted_at: Instant | None = None
    grade: GradeMark | None = None
    note: Line = ""
    version: int


class ClassRow(Row):
    """One student's row of an assignment; `rejected` recordings of the last attempt nobody can hear."""

    student_id: PersonId
    given_name: str = ""
    family_name: str = ""
    rejected: tuple[RecordingId, ...] = ()


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


def list_class_work(
    caller: Caller, assignment_id: str, *, now: datetime, limit: int, cursor: str | None
) -> Page[ClassRow]:
    """A page of an assignment's students; managers get those of their locations.

    A query, a batch of reads, and one more for the recordings of the latest attempts.
    """
    tenant, assignments = caller.tenant, AssignmentStore(caller.tenant)
    works, further = WorkStore(tenant).class_page(assignment_id, limit=limit, cursor=cursor)
    ids = [one.student_id for one in works]
    found, *others = tenant.table.get_each(assignments.key(assignment_id), *attending_keys(caller, ids))
    assignment = refuse_others(caller, assignments.required(found))
    students = {one.id: one for one in attending(caller, [one for one in others if one], ids)}
    seen = [one for one in works if _is_seen(caller, students.get(one.student_id))]
    handed_in = [recording for one in seen if one.last for recording in one.last.recording_ids]
    rejected = rejected_among(tenant, handed_in)
    rows = [_class_row(one, assignment, students.get(one.student_id), rejected, now) for one in seen]
    return Page[ClassRow](items=rows, cursor=further)


def list_student_work(
    caller: Caller,
    student_id: str,
    standing: Standing | None,
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


def _places(standing: Standing | None, now: datetime) -> tuple[str, str]:
    """Between which places of the student's list this part of it lies."""
    match standing:
        case None:
            return "1#", "4"
        case Standing.LATE:
            return "1#", f"1#{rfc3339(now)}"
        case Standing.TO_DO:
            return "1#", "2"
        case Standing.SUBMITTED:
            return "2#", "3"
        case Standing.DONE:
            return "3#", "4"


def _is_seen(caller: Caller, student: Student | None) -> bool:
    return not caller.is_scoped or (student is not None and caller.may_see_location(student.location_id))


def _row(work: StudentWork, assignment: Assignment, now: datetime) -> dict[str, Any]:
    late_after, last = assignment.late_after, work.last
    is_overdue = work.state is WorkState.ASSIGNED and late_after is not None and now > late_after
    return {
        "state": work.state,
        "standing": Standing.LATE if is_overdue else STANDINGS[BUCKETS[work.state]],
        "attempts": work.attempts,
        "is_late": last is not None and last.is_late(late_after),
        "is_overdue": is_overdue,
        "submission_id": last.submission_id if last else None,
        "submitted_at": last.at if last else None,
        "grade": work.grade,
        "note": work.note,
        "version": work.version,
    }


def _class_row(
    work: StudentWork,
    assignment: Assignment,
    student: Student | None,
    rejected: Collection[str],
    now: datetime,
) -> ClassRow:
    handed_in = work.last.recording_ids if work.last else ()
    return ClassRow(
        **_row(work, assignment, now),
        student_id=work.student_id,
        given_name=student.given_name if student else "",
        family_name=student.family_name if student else "",
        rejected=tuple(one for one in handed_in if one in rejected),
    )


def _student_row(work: StudentWork, assignment: Assignment, now: datetime) -> StudentRow:
    minutes = sum(one.minutes or 0 for one in assignment.sections)
    names = ("title", "teacher_id", "due", "zone", "due_at")
    return StudentRow(
        **_row(work, assignment, now),
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


STANDINGS = {"1": Standing.TO_DO, "2": Standing.SUBMITTED, "3": Standing.DONE}
