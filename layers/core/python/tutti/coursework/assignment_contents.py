"""What an assignment says: from a template, or written for it (CRS-1, CRS-2)."""

from collections.abc import Mapping
from datetime import datetime

from tutti.coursework.assignment_draft import NewAssignment
from tutti.coursework.template import AssignmentTemplate, Section, TooLongWhenFilled, refuse_unfillable
from tutti.coursework.template_text import BuiltIn, filled, shown
from tutti.kit.entity import Instrument, Name, Value
from tutti.kit.ids import AssignmentTemplateId
from tutti.people.family import Level

NO_DATE = "–"
LONGEST_TITLE = 80


class Contents(Value):
    """What it says, its own placeholders filled in, and of which template it was made."""

    title: Name
    sections: tuple[Section, ...]
    instrument: Instrument | None = None
    level: Level | None = None
    template_id: AssignmentTemplateId | None = None
    template_version: int | None = None


def contents_of(draft: NewAssignment, template: AssignmentTemplate | None) -> Contents:
    """The contents; refuses `UnknownPlaceholder`, `StrayBrace`, `ValueMissing` and `TooLongWhenFilled`."""
    values = template.values(draft.values) if template else {}
    title = draft.title or (template.title if template else "")
    sections = draft.sections or (template.sections if template else ())
    refuse_unfillable(title, sections, values)
    return Contents(
        title=title_shown(title, values),
        sections=tuple(plain(one).filled(values) for one in sections),
        instrument=draft.instrument or (template.instrument if template else None),
        level=draft.level or (template.level if template else None),
        template_id=template.id if template else None,
        template_version=template.version if template else None,
    )


def title_shown(title: str, values: Mapping[str, str] | None = None) -> str:
    """The title as everybody reads it; refuses with `TooLongWhenFilled`, also when nothing is left of it."""
    text = shown(filled(title, values or {})).strip()
    if not 0 < len(text) <= LONGEST_TITLE:
        raise TooLongWhenFilled()
    return text


def plain(section: Section) -> Section:
    """The section as it is stored, without what only holds for writing one."""
    return Section(**{name: getattr(section, name) for name in Section.model_fields})


def built_in(*, student: str, teacher: str, studio: str, due: datetime | None) -> dict[str, str]:
    """What stands for the placeholders that Tutti fills; `due` is a time on the studio's clock."""
    return {
        BuiltIn.STUDENT: student,
        BuiltIn.TEACHER: teacher,
        BuiltIn.STUDIO: studio,
        BuiltIn.DUE: f"{due:%Y-%m-%d %H:%M}" if due else NO_DATE,
    }
