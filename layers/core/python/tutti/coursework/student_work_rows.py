"""How far a student's work is, as both the class's and the student's view show it (CRS-2)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from tutti.coursework.assignment import Assignment
from tutti.coursework.student_work import BUCKETS, GradeMark, StudentWork, WorkState
from tutti.kit.clock import Instant
from tutti.kit.entity import Line, Value
from tutti.kit.ids import SubmissionId


class WorkStanding(StrEnum):
    """Where a student's work stands, as the student's list is divided; late is to do and overdue."""

    TO_DO = "to_do"
    LATE = "late"
    SUBMITTED = "submitted"
    DONE = "done"


class Row(Value):
    """How far one student's work is; `is_late` of what was handed in last, `is_overdue` of what was not."""

    state: WorkState
    standing: WorkStanding
    attempts: int
    is_late: bool
    is_overdue: bool
    submission_id: SubmissionId | None = None
    submitted_at: Instant | None = None
    grade: GradeMark | None = None
    note: Line = ""
    version: int


def standing_of(work: StudentWork, assignment: Assignment, now: datetime) -> dict[str, Any]:
    """The fields of a row: how far the work is, and whether it is late by the due date that holds now."""
    late_after, last = assignment.late_after, work.last
    is_overdue = work.state is WorkState.ASSIGNED and late_after is not None and now > late_after
    return {
        "state": work.state,
        "standing": WorkStanding.LATE if is_overdue else STANDINGS[BUCKETS[work.state]],
        "attempts": work.attempts,
        "is_late": last is not None and last.is_late(late_after),
        "is_overdue": is_overdue,
        "submission_id": last.submission_id if last else None,
        "submitted_at": last.at if last else None,
        "grade": work.grade,
        "note": work.note,
        "version": work.version,
    }


STANDINGS = {"1": WorkStanding.TO_DO, "2": WorkStanding.SUBMITTED, "3": WorkStanding.DONE}
