"""One student's part of an assignment, read by whom it concerns."""

from collections.abc import Sequence
from dataclasses import dataclass

from tutti.coursework.assignment import Assignment, NoSuchAssignment
from tutti.coursework.assignment_audience import led_members
from tutti.coursework.assignment_pupils import is_left_behind
from tutti.coursework.assignment_store import AssignmentStore
from tutti.coursework.assignment_visibility import runs
from tutti.coursework.student_work import StudentWork
from tutti.coursework.student_work_store import WorkStore
from tutti.kit.changes import Key
from tutti.kit.errors import NotFound
from tutti.kit.record import Record
from tutti.kit.role import ADMINISTRATION, FAMILY, Role
from tutti.kit.who import Caller
from tutti.people.names import people_names
from tutti.people.published import read_student
from tutti.people.students import keys_to_see, seen_student


@dataclass(frozen=True)
class Task:
    """An assignment and one student's part of it, the student's given name, and what was read along."""

    assignment: Assignment
    work: StudentWork
    given_name: str
    beside: Sequence[Record | None]


def read_task(caller: Caller, assignment_id: str, student_id: str, *beside: Key, acts: bool = False) -> Task:
    """A student's part of an assignment, as the caller may see it; else `NoSuchAssignment`. One batch.

    It concerns the office and the student's family; the assignment's teacher, who teaches the student or
    leads the group it is for, in which the student is; other teachers of the student read it, but act on it
    only when that teacher has left the student. What lies `beside` is read along.
    """
    tenant = caller.tenant
    assignments, works = AssignmentStore(tenant), WorkStore(tenant)
    to_see = keys_to_see(caller, student_id)
    found, work, *others = tenant.table.get_each(
        assignments.key(assignment_id), works.key_of(assignment_id, student_id), *to_see, *beside
    )
    witnesses, assignment = others[: len(to_see)], assignments.required(found)
    if work is None or not _concerns(caller, assignment, witnesses, acts=acts):
        raise NoSuchAssignment()
    names = people_names(tenant, [one for one in witnesses if one])
    return Task(assignment, works.read(work), names.get(student_id, ""), others[len(to_see) :])


def _concerns(
    caller: Caller, assignment: Assignment, witnesses: Sequence[Record | None], *, acts: bool
) -> bool:
    if caller.role in ADMINISTRATION:
        return True
    if caller.role is Role.TEACHER:
        return _concerns_teacher(caller, assignment, witnesses, acts=acts)
    return (caller.role in FAMILY or runs(caller, assignment)) and _sees(caller, witnesses)


def _concerns_teacher(
    caller: Caller, assignment: Assignment, witnesses: Sequence[Record | None], *, acts: bool
) -> bool:
    if witnesses[0] is None:
        return False
    student, teaches = read_student(caller.tenant, witnesses[0]), _sees(caller, witnesses)
    if runs(caller, assignment):
        return teaches or student.id in led_members(caller, assignment)
    return teaches and (not acts or is_left_behind(assignment, student))


def _sees(caller: Caller, witnesses: Sequence[Record | None]) -> bool:
    try:
        seen_student(caller, witnesses)
    except NotFound:
        return False
    return True
