"""Whom a resource is for (CRS-10)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from tutti.kit.entity import Value
from tutti.kit.ids import CohortId, LessonId, PersonId, SeriesId


class Visibility(StrEnum):
    """How far a resource goes: to named students, to those of a lesson group, to the whole school."""

    PRIVATE = "private"
    GROUP = "group"
    SCHOOL = "school"


class Audience(Value):
    """Whom it is for: nobody else, unless said otherwise.

    A private one may name students; a group is that of one cohort, lesson or series, as it is at any time.
    """

    visibility: Visibility = Visibility.PRIVATE
    student_ids: Annotated[tuple[PersonId, ...], Field(max_length=50)] = ()
    cohort_id: CohortId | None = None
    lesson_id: LessonId | None = None
    series_id: SeriesId | None = None

    @model_validator(mode="after")
    def _says_what_it_needs(self) -> "Audience":
        is_group = self.visibility is Visibility.GROUP
        if len(self.groups) != int(is_group):
            raise ValueError(
                "a group is that of one cohort, one lesson or one series, and nothing else has one"
            )
        if self.student_ids and self.visibility is not Visibility.PRIVATE:
            raise ValueError("only private resources name students")
        return self

    @property
    def groups(self) -> tuple[str, ...]:
        """The cohort, lesson and series that are named."""
        return tuple(one for one in (self.cohort_id, self.lesson_id, self.series_id) if one)
