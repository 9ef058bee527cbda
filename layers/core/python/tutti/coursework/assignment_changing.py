"""Changes of an assignment: only what is named, and of a published one only what may still change (CRS-2)."""

from datetime import datetime
from typing import Any

from tutti.coursework.assignment import Assignment, AssignmentState
from tutti.coursework.assignment_attachments import attached, look_for
from tutti.coursework.assignment_audience import groups_of, places_of
from tutti.coursework.assignment_contents import plain, title_shown
from tutti.coursework.assignment_draft import FIXED, AssignmentIsClosed, AssignmentPatch, FixedOncePublished
from tutti.coursework.assignment_entering import enter_work
from tutti.coursework.assignment_store import AssignmentStore
from tutti.coursework.assignment_visibility import own_assignment
from tutti.coursework.facts import (
    AssignmentChanged,
    AssignmentClosed,
    AssignmentReopened,
    AssignmentWithdrawn,
)
from tutti.coursework.template import refuse_unfillable
from tutti.kit.errors import VersionConflict
from tutti.kit.facts import Fact, told
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.participants import TakingPart
from tutti.studios.service import get_studio

State = AssignmentState
MOVES = {
    (State.PUBLISHED, State.CLOSED): AssignmentClosed,
    (State.PUBLISHED, State.WITHDRAWN): AssignmentWithdrawn,
    (State.CLOSED, State.WITHDRAWN): AssignmentWithdrawn,
    (State.CLOSED, State.PUBLISHED): AssignmentReopened,
}
"""Where an assignment may go, and what is told of it."""


def update_assignment(
    caller: Caller, assignment_id: str, patch: AssignmentPatch, *, now: datetime
) -> Assignment:
    """The assignment as it now is; refuses `VersionConflict`, `FixedOncePublished`, `AssignmentIsClosed`.

    Also refuses what `add_assignment` refuses. Lateness follows from the due date that holds and the one that
    held when something was handed in, so that moving it needs no other change.
    """
    before = own_assignment(caller, assignment_id)
    if patch.version != before.version:
        raise VersionConflict()
    changes = _checked(caller, before, patch, now)
    after = before.changed(**changes)
    if after.due_at != before.due_at and after.state is not State.DRAFT:
        after.refuse_past(now)
    _store(caller.tenant, before, after)
    if after.state is not State.DRAFT and _concerns_students(before, after):
        enter_work(caller.tenant, after.id)
    return after.model_copy(update={"version": before.version + 1})


def _checked(caller: Caller, before: Assignment, patch: AssignmentPatch, now: datetime) -> dict[str, Any]:
    """The changes, made fit to be stored; refuses those that may not be made."""
    changes = patch.changes
    _refuse_by_state(before, changes)
    if "title" in changes:
        refuse_unfillable(patch.title, ())
        changes["title"] = title_shown(patch.title)
    if "sections" in changes:
        refuse_unfillable("", patch.sections)
        changes["sections"] = tuple(plain(one) for one in patch.sections)
        look_for(caller, attached(patch.sections) - attached(before.sections), now=now)
    if "due" in changes:
        changes["zone"] = get_studio(caller.tenant).time_zone
    return changes | _audience(caller, before, changes)


def _refuse_by_state(before: Assignment, changes: dict[str, Any]) -> None:
    goes_to = changes.get("state", before.state)
    if goes_to is not before.state and (before.state, goes_to) not in MOVES:
        raise AssignmentIsClosed(f"It is {before.state} and cannot become {goes_to}.")
    if before.state is State.WITHDRAWN or (before.state is State.CLOSED and goes_to is State.CLOSED):
        raise AssignmentIsClosed()
    if before.state is State.DRAFT:
        return
    if fixed := [name for name in FIXED & changes.keys() if changes[name] != getattr(before, name)]:
        raise FixedOncePublished(f"This stays: {', '.join(sorted(fixed))}.")
    if not set(changes.get("student_ids", before.student_ids)).issuperset(before.student_ids):
        raise FixedOncePublished()


def _audience(caller: Caller, before: Assignment, changes: dict[str, Any]) -> dict[str, Any]:
    """The students, each once, and where they learn; one batch of reads.

    The caller answers for all of a draft's audience, and of a published one for who is added.
    """
    if not (FIXED | {"student_ids"}) & changes.keys():
        return {}
    asked, is_draft = tuple(dict.fromkeys(changes.get("student_ids", before.student_ids))), _is_draft(before)
    groups = groups_of(caller, before.changed(**changes)) if is_draft else []
    new = [one for one in asked if is_draft or one not in before.student_ids]
    part = TakingPart(before.teacher_id, new, seen_by=caller)
    people = (
        part.among(caller.tenant, caller.tenant.table.get_many(part.keys(caller.tenant))) if new else None
    )
    places = places_of(caller, groups, people.students if people else ())
    kept = () if is_draft else before.location_ids
    return {"student_ids": asked, "location_ids": tuple(dict.fromkeys([*kept, *places]))}


def _is_draft(assignment: Assignment) -> bool:
    return assignment.state is State.DRAFT


def _concerns_students(before: Assignment, after: Assignment) -> bool:
    is_withdrawn = after.state is State.WITHDRAWN
    return is_withdrawn or (before.due_at, before.student_ids) != (after.due_at, after.student_ids)


def _store(tenant: Tenant, before: Assignment, after: Assignment) -> None:
    assignments, teacher_id = AssignmentStore(tenant), after.teacher_id
    changed = [assignments.replacing(before, after), *assignments.linking(before, after)]
    added = tuple(one for one in after.student_ids if one not in before.student_ids)
    facts: list[Fact] = []
    if after.state is not before.state:
        facts.append(MOVES[before.state, after.state](subject=after.id, teacher_id=teacher_id))
    if after.model_copy(update={"state": before.state}) != before or not facts:
        is_told = () if after.state is State.DRAFT else added
        facts.append(AssignmentChanged(subject=after.id, teacher_id=teacher_id, added=is_told))
    tenant.table.write([*changed, *told(tenant, *facts)])
