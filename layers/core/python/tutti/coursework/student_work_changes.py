"""What teachers make of a student's work beside grading it: returned, excused, taken up again (CRS-3)."""

from typing import Literal

from tutti.coursework.facts import WorkExcused, WorkResumed, WorkReturned
from tutti.coursework.student_work import StudentWork, WorkState
from tutti.coursework.student_work_store import WorkStore
from tutti.coursework.student_work_task import read_task
from tutti.kit.entity import Line, Value, Version
from tutti.kit.errors import VersionConflict
from tutti.kit.facts import Fact
from tutti.kit.who import Caller


class WorkUpdate(Value):
    """How a student's work shall stand, with a word for the family; `assigned` takes both others back."""

    state: Literal[WorkState.ASSIGNED, WorkState.RETURNED, WorkState.EXCUSED]
    note: Line = ""
    version: Version


def update_work(caller: Caller, assignment_id: str, student_id: str, update: WorkUpdate) -> StudentWork:
    """The work as it now is, for who runs the assignment; else `NoSuchAssignment`. One batch of reads.

    Refuses `NothingHandedIn` to return, `AlreadyGraded` to excuse, and `VersionConflict`.
    """
    before = read_task(caller, assignment_id, student_id, acts=True).work
    if before.version != update.version:
        raise VersionConflict()
    after, fact = _changed(before, update)
    return WorkStore(caller.tenant).replace(before, after, fact)


def _changed(work: StudentWork, update: WorkUpdate) -> tuple[StudentWork, Fact]:
    subject, student_id = work.assignment_id, work.student_id
    match update.state:
        case WorkState.RETURNED:
            return work.returned(update.note), WorkReturned(subject=subject, student_id=student_id)
        case WorkState.EXCUSED:
            return work.excused(update.note), WorkExcused(subject=subject, student_id=student_id)
    return work.resumed(), WorkResumed(subject=subject, student_id=student_id)
