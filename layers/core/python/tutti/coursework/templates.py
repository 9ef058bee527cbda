"""The assignment templates of a studio: all staff use them, each teacher keeps the own ones (CRS-1)."""

from datetime import datetime

from tutti.coursework.assignment_attachments import attached, look_for
from tutti.coursework.facts import TemplateAdded, TemplateChanged, TemplateRemoved
from tutti.coursework.template import AssignmentTemplate, TemplateDraft, TemplateUpdate
from tutti.coursework.template_reading import get_assignment_template
from tutti.coursework.template_store import TemplateStore
from tutti.kit.errors import NotAllowed
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.kit.who import Caller


class NotYourTemplate(NotAllowed):
    """Teachers change the templates that they have made, the office all; make one of your own like it."""


def add_assignment_template(caller: Caller, draft: TemplateDraft, *, now: datetime) -> AssignmentTemplate:
    """The new template, the teacher's own or the school's.

    Refuses `UnknownPlaceholder`, `StrayBrace`, `BuiltInName` and `NoSuchAttachment`.
    """
    draft.refuse_unknown()
    look_for(caller, attached(draft.sections), now=now)
    owner_id = caller.person_id if caller.role is Role.TEACHER else None
    template = AssignmentTemplate(id=new_id("atp"), owner_id=owner_id, **dict(draft))
    return TemplateStore(caller.tenant).create(template, TemplateAdded(subject=template.id))


def update_assignment_template(
    caller: Caller, template_id: str, update: TemplateUpdate, *, now: datetime
) -> AssignmentTemplate:
    """The template as it now is; refuses `NotYourTemplate`, and what `add_assignment_template` refuses."""
    update.refuse_unknown()
    before = _own(caller, template_id)
    after = before.revised(update)
    look_for(caller, attached(after.sections) - attached(before.sections), now=now)
    return TemplateStore(caller.tenant).replace(before, after, TemplateChanged(subject=before.id))


def remove_assignment_template(caller: Caller, template_id: str) -> None:
    """Remove the template; what was assigned from it stays. Refuses with `NotYourTemplate`."""
    before = _own(caller, template_id)
    TemplateStore(caller.tenant).remove(before, TemplateRemoved(subject=before.id))


def _own(caller: Caller, template_id: str) -> AssignmentTemplate:
    found = get_assignment_template(caller, template_id)
    if caller.role is Role.TEACHER and found.owner_id != caller.person_id:
        raise NotYourTemplate()
    return found
