"""The class's view of an assignment (CRS-2)."""

from collections.abc import Collection
from datetime import datetime

from tutti.coursework.assignment import Assignment
from tutti.coursework.assignment_pupils import pupils_seen
from tutti.coursework.assignment_store import AssignmentStore
from tutti.coursework.assignment_visibility import refuse_others
from tutti.coursework.student_work import StudentWork
from tutti.coursework.student_work_rows import Row, standing_of
from tutti.coursework.student_work_store import WorkStore
from tutti.coursework.submission_parts import rejected_among
from tutti.kit.entity import Page
from tutti.kit.ids import PersonId, RecordingId
from tutti.kit.role import ADMINISTRATION
from tutti.kit.who import Caller
from tutti.people.attending import attending, attending_keys
from tutti.people.family import Student


class ClassRow(Row):
    """One student's row of an assignment; `rejected` recordings of the last attempt nobody can hear."""

    student_id: PersonId
    given_name: str = ""
    family_name: str = ""
    rejected: tuple[RecordingId, ...] = ()


def list_class_work(
    caller: Caller, assignment_id: str, *, now: datetime, limit: int, cursor: str | None
) -> Page[ClassRow]:
    """A page of an assignment's students; managers get those of their locations, teachers whom they teach.

    A query, a batch of reads, and one more for the recordings of the latest attempts.
    """
    tenant, assignments = caller.tenant, AssignmentStore(caller.tenant)
    works, further = WorkStore(tenant).class_page(assignment_id, limit=limit, cursor=cursor)
    ids = [one.student_id for one in works]
    found, *others = tenant.table.get_each(assignments.key(assignment_id), *attending_keys(caller, ids))
    assignment = refuse_others(caller, assignments.required(found))
    students = {one.id: one for one in attending(caller, [one for one in others if one], ids)}
    ids_seen = pupils_seen(caller, assignment, students.values())
    seen = [one for one in works if caller.role in ADMINISTRATION or one.student_id in ids_seen]
    handed_in = [recording for one in seen if one.last for recording in one.last.recording_ids]
    rejected = rejected_among(tenant, handed_in)
    rows = [_class_row(one, assignment, students.get(one.student_id), rejected, now) for one in seen]
    return Page[ClassRow](items=rows, cursor=further)


def _class_row(
    work: StudentWork,
    assignment: Assignment,
    student: Student | None,
    rejected: Collection[str],
    now: datetime,
) -> ClassRow:
    handed_in = work.last.recording_ids if work.last else ()
    return ClassRow(
        **standing_of(work, assignment, now),
        student_id=work.student_id,
        given_name=student.given_name if student else "",
        family_name=student.family_name if student else "",
        rejected=tuple(one for one in handed_in if one in rejected),
    )
