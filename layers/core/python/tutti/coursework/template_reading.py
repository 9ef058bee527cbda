"""The assignment templates of a studio, as all staff read them (CRS-1)."""

from tutti.coursework.template import AssignmentTemplate
from tutti.coursework.template_store import TemplateStore
from tutti.kit.entity import Page
from tutti.kit.who import Caller
from tutti.people.family import Level


def get_assignment_template(caller: Caller, template_id: str) -> AssignmentTemplate:
    """The template; refuses with `NoSuchTemplate`."""
    return TemplateStore(caller.tenant).get(template_id)


def list_assignment_templates(
    caller: Caller,
    *,
    instrument: str | None = None,
    level: Level | None = None,
    limit: int,
    cursor: str | None,
) -> Page[AssignmentTemplate]:
    """A page of the templates, perhaps only those fit for an instrument or a level."""
    templates = TemplateStore(caller.tenant)
    if instrument is None and level is None:
        return templates.page(limit=limit, cursor=cursor)

    def fits(one: AssignmentTemplate) -> bool:
        return _fits(one.instrument, instrument) and _fits(one.level, level)

    return templates.sift(fits, limit=limit, cursor=cursor)


def _fits(tag: str | None, asked: str | None) -> bool:
    return asked is None or tag in (None, asked)
