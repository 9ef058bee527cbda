"""Whose assignments one may see and change."""

from tutti.coursework.assignment import Assignment, NoSuchAssignment
from tutti.coursework.assignment_store import AssignmentStore
from tutti.kit.role import ADMINISTRATION, Role
from tutti.kit.who import Caller


def runs(caller: Caller, assignment: Assignment) -> bool:
    """True for the administration, its teacher, and managers of a location where its students learn."""
    if caller.role is Role.MANAGER:
        return not set(caller.location_ids).isdisjoint(assignment.location_ids)
    if caller.role is Role.TEACHER:
        return caller.person_id == assignment.teacher_id
    return caller.role in ADMINISTRATION


def own_assignment(caller: Caller, assignment_id: str) -> Assignment:
    """The assignment, for who runs it; `NoSuchAssignment` to everybody else. One read."""
    return refuse_others(caller, AssignmentStore(caller.tenant).get(assignment_id))


def refuse_others(caller: Caller, assignment: Assignment) -> Assignment:
    """The assignment itself; refuses with `NoSuchAssignment` who does not run it."""
    if not runs(caller, assignment):
        raise NoSuchAssignment()
    return assignment
