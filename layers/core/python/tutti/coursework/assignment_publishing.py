"""Publishing: the students of an assignment get their work (CRS-2)."""

from collections.abc import Iterable
from datetime import datetime

from tutti.coursework.assignment import Assignment
from tutti.coursework.assignment_audience import Group, groups_of, members_of, places_of
from tutti.coursework.assignment_entering import WORKS_A_WRITE, enter_work, entering_work
from tutti.coursework.assignment_pupils import sees_pupil
from tutti.coursework.assignment_store import AssignmentStore
from tutti.coursework.assignment_visibility import own_assignment
from tutti.coursework.facts import AssignmentChanged, AssignmentCreated
from tutti.enrollment.published import seated
from tutti.kit.errors import NotFound
from tutti.kit.facts import told
from tutti.kit.raced import until_undisturbed
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.family import Student
from tutti.people.published import students


class StudentNotYours(NotFound):
    """A student who is named is not yours any more; take such students off the draft, or ask the office."""


def publish_assignment(caller: Caller, assignment_id: str, *, now: datetime) -> Assignment:
    """The published assignment; refuses what `Assignment.published` refuses.

    Also refuses `NoSuchGroup` and `StudentNotYours`: whom a draft is for may be the caller's no more by now.
    One write gives the first ninety students their work; the others follow, should this be cut off by whoever
    hears of `AssignmentCreated`.
    """

    def once() -> Assignment:
        before = own_assignment(caller, assignment_id)
        groups = groups_of(caller, before)
        found = _audience(caller, before, groups)
        after = before.published(tuple(one.id for one in found), now)
        places = places_of(caller, groups, found)
        return _publish(caller.tenant, before, after.model_copy(update={"location_ids": places}))

    return until_undisturbed(once)


def _audience(caller: Caller, assignment: Assignment, groups: Iterable[Group]) -> list[Student]:
    """The students who get it; refuses with `StudentNotYours` those who are named and not seen any more."""
    ids = dict.fromkeys([*assignment.student_ids, *members_of(caller.tenant, groups)])
    found = [one for one in students(caller.tenant, list(ids)) if one.is_active]
    named = [one for one in found if one.id in assignment.student_ids]
    if unseen := [one.id for one in named if not sees_pupil(caller, one)]:
        raise StudentNotYours(student_ids=unseen)
    return found


def _publish(tenant: Tenant, before: Assignment, after: Assignment) -> Assignment:
    at_once = after.student_ids[:WORKS_A_WRITE]
    fact = AssignmentCreated(subject=after.id, teacher_id=after.teacher_id)
    tenant.table.write(
        [
            AssignmentStore(tenant).replacing(before, after),
            *entering_work(tenant, after, at_once),
            *told(tenant, fact),
        ]
    )
    if len(after.student_ids) > len(at_once):
        enter_work(tenant, after.id)
    return after.model_copy(update={"version": before.version + 1})


def assign_to_newcomer(tenant: Tenant, cohort_id: str, student_id: str, *, now: datetime) -> None:
    """Give who joins a cohort its assignments that are open: published, and not past their due date.

    What was due before somebody came is nobody's arrears.
    """
    for found in AssignmentStore(tenant).all_of_cohort(cohort_id):
        if found.is_open_to_newcomers(now):
            _add(tenant, found.id, student_id, now)


def assign_to_who_came_meanwhile(tenant: Tenant, assignment_id: str, *, now: datetime) -> None:
    """Give an assignment that is open to who joined its cohort and got nothing of it.

    That is who came between the reading of the roster and the publishing, and who came while it was closed or
    past a due date that was moved since.
    """
    found = AssignmentStore(tenant).find(assignment_id)
    if found is None or found.cohort_id is None or not found.is_open_to_newcomers(now):
        return
    newcomers = [one for one in seated(tenant, found.cohort_id) if one not in found.student_ids]
    for student in students(tenant, newcomers) if newcomers else ():
        if student.is_active:
            _add(tenant, assignment_id, student.id, now)


def _add(tenant: Tenant, assignment_id: str, student_id: str, now: datetime) -> None:
    assignments = AssignmentStore(tenant)

    def once() -> None:
        before = assignments.get(assignment_id)
        if student_id in before.student_ids or not before.is_open_to_newcomers(now):
            return
        after = before.model_copy(update={"student_ids": (*before.student_ids, student_id)})
        fact = AssignmentChanged(subject=after.id, teacher_id=after.teacher_id, added=(student_id,))
        work = entering_work(tenant, after, [student_id])
        tenant.table.write([assignments.replacing(before, after), *work, *told(tenant, fact)])

    until_undisturbed(once)
