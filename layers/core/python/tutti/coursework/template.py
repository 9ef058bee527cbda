"""Assignment templates: sections of work, their texts with placeholders, and what is attached (CRS-1)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from tutti.coursework.template_text import NAME, BuiltIn, filled, refuse_unknown, shown
from tutti.kit.entity import Entity, Instrument, Line, Name, Value, Version
from tutti.kit.errors import Invalid
from tutti.kit.ids import AssignmentTemplateId, PersonId
from tutti.people.family import Level

LONGEST_FILLED = 6000
MOST_ATTACHED = 50

PlaceholderName = Annotated[str, StringConstraints(pattern=f"^{NAME}$")]
SectionText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=4000),
    Field(
        description="With placeholders: a template's own ones, and {student}, {teacher}, {studio} and {due}, "
        "which are filled in when it is read; {{ and }} are braces."
    ),
]
AttachmentId = Annotated[str, StringConstraints(pattern="^(fil|rec|res)_[0-7][0-9A-HJKMNP-TV-Z]{25}$")]
Minutes = Annotated[int, Field(ge=1, le=600)]


class ValueMissing(Invalid):
    """This placeholder has no default; say what stands for it."""


class BuiltInName(Invalid):
    """This placeholder is filled by Tutti itself; give yours another name."""


class TooLongWhenFilled(Invalid):
    """A section, filled in, has at most 6000 characters; a title 80."""


class SectionKind(StrEnum):
    """What a section is for."""

    WARM_UP = "warm_up"
    TECHNIQUE = "technique"
    REPERTOIRE = "repertoire"
    THEORY = "theory"


class Attachment(Value):
    """A file, a recording or a resource of the library, as its id says."""

    id: AttachmentId
    label: Line = ""


Attachments = Annotated[tuple[Attachment, ...], Field(max_length=20)]


class Section(Value):
    """One part of the work, with how many minutes a day it takes."""

    kind: SectionKind
    title: Line = ""
    text: Annotated[str, StringConstraints(max_length=LONGEST_FILLED)] = ""
    minutes: Minutes | None = None
    attachments: Attachments = ()

    def filled(self, values: Mapping[str, str]) -> "Section":
        """The section with these placeholders filled in; refuses with `TooLongWhenFilled`."""
        title, text = filled(self.title, values), filled(self.text, values)
        if len(text) > LONGEST_FILLED or len(title) > 200:
            raise TooLongWhenFilled()
        return self.model_copy(update={"title": title, "text": text})

    def shown(self, values: Mapping[str, str]) -> "Section":
        """The section as people read it."""
        return self.model_copy(update={"title": shown(self.title, values), "text": shown(self.text, values)})


class SectionDraft(Section):
    """A section as it is written."""

    text: SectionText = ""


Sections = Annotated[tuple[SectionDraft, ...], Field(min_length=1, max_length=12)]


class Placeholder(Value):
    """A name that stands in the texts, and what stands for it unless somebody says otherwise."""

    name: PlaceholderName
    default: Line | None = None
    hint: Line = ""


class TemplateDraft(Value):
    """A template to be added: its sections in the order in which they are worked through."""

    title: Name
    sections: Sections
    placeholders: Annotated[tuple[Placeholder, ...], Field(max_length=20)] = ()
    instrument: Instrument | None = None
    level: Level | None = None

    @model_validator(mode="after")
    def _is_in_order(self) -> "TemplateDraft":
        names = [one.name for one in self.placeholders]
        if len(set(names)) < len(names):
            raise ValueError("a placeholder is declared once")
        refuse_too_many(self.sections)
        return self

    def refuse_unknown(self) -> None:
        """Refuse `UnknownPlaceholder`, `StrayBrace` and `BuiltInName`: what could not be filled in."""
        own = [one.name for one in self.placeholders]
        for name in own:
            if name in list(BuiltIn):
                raise BuiltInName(f"{{{name}}} is filled by Tutti.", placeholder=name)
        refuse_unfillable(self.title, self.sections, own)


class AssignmentTemplate(Entity, TemplateDraft):
    """Work that is assigned again and again; `owner_id` is the teacher who keeps it, none the school's."""

    id: AssignmentTemplateId
    owner_id: PersonId | None = None

    def values(self, given: Mapping[str, str]) -> dict[str, str]:
        """What stands for each of its own placeholders; refuses `ValueMissing`, `UnknownPlaceholder`."""
        defaults = {one.name: one.default for one in self.placeholders}
        refuse_unknown([f"{{{name}}}" for name in given], defaults)
        values = defaults | dict(given)
        for name, value in values.items():
            if value is None:
                raise ValueMissing(f"{{{name}}} has no default; give it a value.", placeholder=name)
        return {name: value for name, value in values.items() if value is not None}


class TemplateUpdate(TemplateDraft):
    """The template as it shall be; what was assigned from it stays as it was."""

    version: Version


def refuse_unfillable(title: str, sections: Iterable[Section], own: Iterable[str] = ()) -> None:
    """Refuse `UnknownPlaceholder` and `StrayBrace`; a title has the same words for everybody."""
    names = list(own)
    refuse_unknown([title], names)
    texts = [text for one in sections for text in (one.title, one.text)]
    refuse_unknown(texts, [*names, *BuiltIn])


def refuse_too_many(sections: Iterable[Section]) -> None:
    """Refuse, as a model does, more attachments than one piece of work may have."""
    if sum(len(one.attachments) for one in sections) > MOST_ATTACHED:
        raise ValueError(f"at most {MOST_ATTACHED} attachments in all")
