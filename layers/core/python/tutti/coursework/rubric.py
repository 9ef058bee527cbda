"""Rubrics: by which criteria work is graded, and what each counts (CRS-5)."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from tutti.kit.entity import Entity, Line, Name, Value, Version
from tutti.kit.errors import Invalid
from tutti.kit.ids import PersonId, RubricId

LONGEST = 24 * 1024
"""Bytes of a rubric as it is kept: every version of a grade holds the rubric that it was given by."""

Short = Annotated[
    str, StringConstraints(pattern="^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$", min_length=1, max_length=40)
]
"""By what marks name a criterion or a quick mark."""
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


class RubricTooLong(Invalid):
    """A rubric holds 24 KiB at most; shorten its descriptions."""


class RubricLevel(Value):
    """One of the levels of a criterion, worth so many points."""

    name: Name
    points: Annotated[int, Field(ge=0, le=1000)]
    description: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""


class PointScale(Value):
    """Marked by points, from none to this many."""

    by: Literal["points"]
    max_points: Annotated[int, Field(ge=1, le=1000)]


class LevelScale(Value):
    """Marked by one of these levels; the best of them is the whole."""

    by: Literal["levels"]
    levels: Annotated[tuple[RubricLevel, ...], Field(min_length=2, max_length=8)]

    @model_validator(mode="after")
    def _tells_levels_apart(self) -> "LevelScale":
        if len({one.name.casefold() for one in self.levels}) != len(self.levels):
            raise ValueError("levels have different names")
        if not any(one.points for one in self.levels):
            raise ValueError("the best level is worth a point at least")
        return self


class PassScale(Value):
    """Marked as passed or not."""

    by: Literal["pass_fail"]


Scale = Annotated[PointScale | LevelScale | PassScale, Field(discriminator="by")]


class Criterion(Value):
    """What is looked at. Its weight counts beside the others', whatever they add up to."""

    key: Short
    name: Name
    description: Line = ""
    weight: Annotated[int, Field(ge=0, le=1000)] = 1
    scale: Scale
    must_pass: bool = Field(False, description="Without this criterion passed, nothing is.")


class QuickMark(Value):
    """A remark that is made often, to be given by its key; of one criterion or of all."""

    key: Short
    text: Sentence
    criterion: Short | None = None


class RubricKind(StrEnum):
    """What a rubric comes to: a grade, or passed or not."""

    GRADED = "graded"
    PASSING = "pass_fail"


class ShownAs(StrEnum):
    """How a grade is said; the percentage stands beside it always."""

    PERCENT = "percent"
    POINTS = "points"
    LETTER = "letter"


class RubricDraft(Value):
    """A rubric to be added.

    Who has `pass_percent` of the points of a criterion has passed it; who has passed what must be passed, and
    has `pass_percent` of the whole, has passed.
    """

    name: Name
    description: Line = ""
    kind: RubricKind = RubricKind.GRADED
    shown_as: ShownAs = ShownAs.PERCENT
    out_of: Annotated[int, Field(ge=1, le=1000, description="All points, where points are shown.")] = 100
    pass_percent: Annotated[int, Field(ge=0, le=100)] = 50
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1, max_length=30)]
    quick_marks: Annotated[tuple[QuickMark, ...], Field(max_length=100)] = ()

    @model_validator(mode="after")
    def _is_whole(self) -> "RubricDraft":
        keys = {one.key for one in self.criteria}
        if len(keys) != len(self.criteria):
            raise ValueError("criteria have different keys")
        if len({one.key for one in self.quick_marks}) != len(self.quick_marks):
            raise ValueError("quick marks have different keys")
        if any(one.criterion not in (None, *keys) for one in self.quick_marks):
            raise ValueError("a quick mark belongs to a criterion of the rubric, or to none")
        if not any(one.weight for one in self.criteria):
            raise ValueError("a criterion at least has weight")
        return self

    @property
    def weight(self) -> int:
        """What the weights of all criteria add up to."""
        return sum(one.weight for one in self.criteria)

    def refuse_too_long(self) -> None:
        """Refuse with `RubricTooLong` what is too long to be kept beside every grade."""
        if len(self.model_dump_json().encode()) > LONGEST:
            raise RubricTooLong()


class Rubric(Entity, RubricDraft):
    """A rubric of the studio; each change is another version, and grades keep the one they were given by."""

    id: RubricId
    created_by: PersonId


class RubricUpdate(RubricDraft):
    """The rubric as it shall be."""

    version: Version
