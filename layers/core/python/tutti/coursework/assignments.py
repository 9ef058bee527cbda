"""Assignments made, and removed while they are drafts (CRS-2)."""

from datetime import datetime
from typing import Any

from tutti.coursework.assignment import Assignment, AssignmentState, instant_due
from tutti.coursework.assignment_attachments import attached, attachment_keys, refuse_missing
from tutti.coursework.assignment_audience import groups_of, places_of, teacher_of
from tutti.coursework.assignment_contents import contents_of
from tutti.coursework.assignment_draft import NewAssignment
from tutti.coursework.assignment_store import AssignmentStore
from tutti.coursework.assignment_visibility import own_assignment
from tutti.coursework.facts import AssignmentDiscarded, AssignmentDrafted
from tutti.coursework.template import AssignmentTemplate
from tutti.coursework.template_store import TemplateStore
from tutti.kit.errors import Conflict
from tutti.kit.facts import told
from tutti.kit.ids import new_id
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.family import Student
from tutti.people.participants import TakingPart, refuse_foreign_teacher
from tutti.studios.model import Studio
from tutti.studios.service import read_studio, studio_key


class NotADraft(Conflict):
    """Only drafts are removed; withdraw what is published."""


def add_assignment(caller: Caller, draft: NewAssignment, *, now: datetime) -> Assignment:
    """The new assignment, a draft; one batch of reads beside the group's.

    Refuses `WhoseAssignment`, whom and what the caller does not see, and texts that cannot be filled in.
    """
    groups = groups_of(caller, draft)
    teacher_id = teacher_of(caller, draft.teacher_id, groups)
    refuse_foreign_teacher(caller, teacher_id)
    studio, template, students = _read(caller, draft, teacher_id, now)
    contents = contents_of(draft, template)
    assignment = Assignment(
        id=new_id("asg"),
        teacher_id=teacher_id,
        created_at=now,
        **dict(contents),
        **_terms(draft, studio),
        location_ids=places_of(caller, groups, students),
    )
    return _store(caller.tenant, assignment)


def remove_assignment(caller: Caller, assignment_id: str) -> None:
    """Remove a draft; refuses with `NotADraft` what was published."""
    before = own_assignment(caller, assignment_id)
    if before.state is not AssignmentState.DRAFT:
        raise NotADraft()
    assignments = AssignmentStore(caller.tenant)
    gone = [assignments.removing(before), *assignments.linking(before, None)]
    caller.tenant.table.write([*gone, *told(caller.tenant, AssignmentDiscarded(subject=before.id))])


def _read(
    caller: Caller, draft: NewAssignment, teacher_id: str, now: datetime
) -> tuple[Studio, AssignmentTemplate | None, list[Student]]:
    tenant, templates = caller.tenant, TemplateStore(caller.tenant)
    part = TakingPart(teacher_id, tuple(dict.fromkeys(draft.student_ids)), seen_by=caller)
    keys = [templates.key(draft.template_id)] if draft.template_id else []
    new = attached(draft.sections or ())
    asked = (*keys, *part.keys(tenant), *attachment_keys(tenant, new))
    studio, *found = tenant.table.get_each(studio_key(tenant), *asked)
    template = templates.required(found[0]) if keys else None
    people = part.among(tenant, [one for one in found if one])
    refuse_missing(caller, new, found, now=now)
    return read_studio(tenant, studio), template, people.students


def _terms(draft: NewAssignment, studio: Studio) -> dict[str, Any]:
    grace = draft.grace_minutes if draft.grace_minutes is not None else studio.policy.homework_grace_minutes
    return {
        "student_ids": tuple(dict.fromkeys(draft.student_ids)),
        "cohort_id": draft.cohort_id,
        "lesson_id": draft.lesson_id,
        "due": draft.due,
        "zone": studio.time_zone,
        "due_at": instant_due(draft.due, studio.time_zone),
        "grace_minutes": grace,
        "attempts_allowed": draft.attempts_allowed,
        "accepts_late": draft.accepts_late,
    }


def _store(tenant: Tenant, assignment: Assignment) -> Assignment:
    assignments = AssignmentStore(tenant)
    fact = AssignmentDrafted(subject=assignment.id, teacher_id=assignment.teacher_id)
    made = [assignments.creating(assignment), *assignments.linking(None, assignment)]
    tenant.table.write([*made, *told(tenant, fact)])
    return assignment
