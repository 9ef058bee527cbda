"""Resources: what a school gives its students to read, hear and play along with (CRS-8)."""

from collections.abc import Set as AbstractSet
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from tutti.kit.clock import Instant
from tutti.kit.entity import ONE_LINE, Entity, Value, Version
from tutti.kit.ids import CohortId, FileId, PersonId, RecordingId, ResourceId, StudentId
from tutti.library.audience import Audience, Visibility
from tutti.library.release import Period, Release, Standing
from tutti.library.tags import Tagged, placed

Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120, pattern=ONE_LINE)
]
Body = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Link = Annotated[str, StringConstraints(max_length=1000, pattern=r"^https://[^\s\x00-\x1f\x7f]+$")]


class ResourceKind(StrEnum):
    """What it is."""

    SCORE = "score"
    BACKING_TRACK = "backing_track"
    CLICK = "click"
    EXAMPLE_RECORDING = "example_recording"
    PRACTICE_GUIDE = "practice_guide"
    LESSON_NOTE = "lesson_note"
    OTHER = "other"


class Content(Value):
    """What one gets: a text, a recording, a file, or a link to another site."""

    text: Body | None = None
    recording_id: RecordingId | None = None
    file_id: FileId | None = None
    link: Link | None = None


class OneContent(Content):
    """Exactly one of them."""

    @model_validator(mode="after")
    def _is_one_thing(self) -> "OneContent":
        if sum(getattr(self, name) is not None for name in Content.model_fields) != 1:
            raise ValueError("a resource is one of these: a text, a recording, a file, a link")
        return self


class ResourceDraft(Tagged, Audience, Release, OneContent):
    """A resource to be added."""

    kind: ResourceKind
    title: Title
    family_consents: bool = Field(
        False, description="The family agrees that a group has the recording or file of its child."
    )


class ResourceUpdate(ResourceDraft):
    """The resource as it shall be."""

    version: Version


class Resource(Entity, Tagged, Audience, Release, Period, Content):
    """A resource; of one that was removed only its title is kept, for what refers to it.

    `roster_id` is the cohort whose students take part where a cohort's lesson is named, `of_student_id` the
    student whose recording or file it is.
    """

    id: ResourceId
    kind: ResourceKind
    title: Title
    of_student_id: StudentId | None = None
    family_consents: bool = False
    roster_id: CohortId | None = None
    made_by: PersonId
    made_at: Instant
    removed_at: Instant | None = None

    @property
    def place(self) -> str:
        """Where it stands on the shelf: by title, whatever its letters' case."""
        return f"{placed(self.title)}#{self.id}"

    @property
    def roster(self) -> str | None:
        """What says who is in its group: a cohort, a lesson or a series."""
        return self.roster_id or next(iter(self.groups), None)

    @property
    def owners(self) -> frozenset[str]:
        """The student whose own it is, if it is one's."""
        return frozenset([self.of_student_id] if self.of_student_id else ())

    def is_released(self, now: datetime) -> bool:
        """True while families may have it."""
        return self.standing(now) is Standing.RELEASED

    def reaches(self, students: AbstractSet[str], members: AbstractSet[str]) -> bool:
        """True when it is for one of these students; `members` are those of its group.

        What is a student's own is the group's as long as the student is in it.
        """
        match self.visibility:
            case Visibility.PRIVATE:
                return not students.isdisjoint(self.student_ids)
            case Visibility.GROUP:
                return self.of_student_id in (None, *members) and not students.isdisjoint(members)
            case Visibility.SCHOOL:
                return bool(students)

    def shown_to(self, students: AbstractSet[str]) -> Self:
        """What a family sees of it: of the students that are named its own alone."""
        own = tuple(one for one in self.student_ids if one in students)
        heard = self.of_student_id if self.of_student_id in students else None
        return self.model_copy(update={"student_ids": own, "of_student_id": heard})

    def removed(self, at: datetime) -> "Resource":
        """What is kept of it: that it was there, and under which title."""
        return Resource(
            **{
                name: getattr(self, name) for name in ("id", "version", "kind", "title", "made_by", "made_at")
            },
            removed_at=at,
        )


class ResourceAccess(Value):
    """That somebody opened a resource: since when, when last and how often (CRS-11)."""

    person_id: PersonId
    granted_at: Instant
    last_at: Instant
    count: int


class Opened(Value):
    """What is in a resource; addresses are good until `expires_at`, without one for good.

    `peaks_url` is the waveform of a recording, and its loudness is for the player.
    """

    text: str | None = None
    url: str | None = None
    peaks_url: str | None = None
    loudness_lufs: float | None = None
    expires_at: Instant | None = None
