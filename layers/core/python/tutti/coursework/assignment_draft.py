"""What is said of an assignment when it is made and when it is changed (CRS-2)."""

from typing import Annotated, Any

from pydantic import Field, model_validator

from tutti.coursework.assignment import AssignmentState, Attempts, Due, Grace, StudentIds
from tutti.coursework.template import PlaceholderName, Sections, refuse_too_many
from tutti.kit.entity import Instrument, Line, Name, Value, Version
from tutti.kit.errors import Conflict
from tutti.kit.ids import AssignmentTemplateId, CohortId, LessonId, PersonId
from tutti.people.family import Level

FIXED = frozenset({"cohort_id", "lesson_id"})
"""What stays as it is once an assignment is published."""


class FixedOncePublished(Conflict):
    """A published assignment keeps its cohort, its lesson and its students; excuse who need not do it."""


class AssignmentIsClosed(Conflict):
    """This assignment is closed or was taken back; reopen a closed one, or make another one."""


class NewAssignment(Value):
    """An assignment to be prepared, from a template or from nothing, for students, a cohort or a lesson's.

    `values` stand for the template's own placeholders. `due` is a time on the studio's clock. What is left
    out is the template's, the teacher who calls, and the studio's minutes of grace.
    """

    template_id: AssignmentTemplateId | None = None
    values: Annotated[dict[PlaceholderName, Line], Field(max_length=20, default_factory=dict)]
    teacher_id: PersonId | None = None
    title: Name | None = None
    sections: Sections | None = None
    instrument: Instrument | None = None
    level: Level | None = None
    student_ids: StudentIds = ()
    cohort_id: CohortId | None = None
    lesson_id: LessonId | None = None
    due: Due | None = None
    grace_minutes: Grace | None = None
    attempts_allowed: Attempts | None = None
    accepts_late: bool = True

    @model_validator(mode="after")
    def _is_something(self) -> "NewAssignment":
        if self.template_id is None and (self.title is None or self.sections is None):
            raise ValueError("without a template it needs a title and sections")
        if self.template_id is None and self.values:
            raise ValueError("values are for the placeholders of a template")
        refuse_too_many(self.sections or ())
        return self


def left_out() -> Any:
    """What a field that is not named holds; it is never looked at."""
    return None


def optional() -> Any:
    """A field that need not be named; named, it cannot be null."""
    return Field(default_factory=left_out)


class AssignmentPatch(Value):
    """What shall be different: the fields that are named, and no others; null takes away what may be missing.

    `state` closes a published assignment, reopens a closed one, or takes back one that is either.
    """

    version: Version
    title: Name = optional()
    sections: Sections = optional()
    instrument: Instrument | None = None
    level: Level | None = None
    student_ids: StudentIds = optional()
    cohort_id: CohortId | None = None
    lesson_id: LessonId | None = None
    due: Due | None = None
    grace_minutes: Grace = optional()
    attempts_allowed: Attempts | None = None
    accepts_late: bool = optional()
    state: AssignmentState = optional()

    @property
    def changes(self) -> dict[str, Any]:
        """The fields that are named, with what they shall be."""
        named = self.model_fields_set - {"version"}
        return {name: getattr(self, name) for name in type(self).model_fields if name in named}

    @model_validator(mode="after")
    def _is_in_order(self) -> "AssignmentPatch":
        if "sections" in self.model_fields_set:
            refuse_too_many(self.sections)
        if self.changes.get("state") is AssignmentState.DRAFT:
            raise ValueError("what was published is no draft any more; it can be closed or withdrawn")
        return self
