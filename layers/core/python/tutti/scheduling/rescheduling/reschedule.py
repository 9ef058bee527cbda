"""A reschedule: other times for one lesson, held until somebody chooses among them (SCH-11)."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from tutti.kit.clock import Instant
from tutti.kit.entity import Line, Value
from tutti.kit.errors import Invalid
from tutti.kit.ids import LessonId, PersonId, RescheduleId, RoomId
from tutti.kit.journal import Failure, Journaled, StepRecord
from tutti.kit.role import FAMILY, Role
from tutti.scheduling.grid import Span
from tutti.scheduling.lesson import Place

FEWEST, MOST = 2, 6


OfferToken = Annotated[str, StringConstraints(min_length=16, max_length=100)]
"""What a family must know to answer without signing in."""


class NoSuchAlternative(Invalid):
    """This is none of the times that are offered."""


class Side(StrEnum):
    """Who proposes other times, and who answers."""

    OFFICE = "office"
    TEACHER = "teacher"
    FAMILY = "family"

    @classmethod
    def of(cls, role: Role) -> "Side":
        """The side on which somebody in this role stands."""
        if role is Role.TEACHER:
            return cls.TEACHER
        return cls.FAMILY if role in FAMILY else cls.OFFICE


class RescheduleState(StrEnum):
    """Where a reschedule stands."""

    PENDING = "pending"
    OFFERED = "offered"
    MOVING = "moving"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    OVERTAKEN = "overtaken"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    FAILED = "failed"

    @property
    def is_open(self) -> bool:
        """True while the lesson may still be moved by it."""
        return self in (RescheduleState.PENDING, RescheduleState.OFFERED, RescheduleState.MOVING)


class Wish(Value):
    """A time that would do; in the lesson's own room unless another one at its location is named."""

    starts_at: Instant
    room_id: RoomId | None = None


class Proposal(Value):
    """Other times for a lesson, of which the other side chooses one.

    `overrides_rules`, the office's alone, sets aside every rule but one: nobody is in two places at once.
    """

    alternatives: Annotated[tuple[Wish, ...], Field(max_length=MOST)]
    note: Line = ""
    overrides_rules: bool = False


class Choice(Value):
    """Which of the alternatives, counted from nought."""

    alternative: Annotated[int, Field(ge=0, lt=MOST)]


class Answer(Value):
    """Which of the alternatives, counted from nought; none of them when it is left out."""

    alternative: Annotated[int, Field(ge=0, lt=MOST)] | None = None


class Reschedule(Journaled):
    """Alternatives to the place of a lesson, held for teacher, room and students until one is chosen.

    `token` lets the family answer by a link. `is_closed` says that nothing is held for it any more.
    """

    id: RescheduleId
    token: str
    lesson_id: LessonId
    original: Place
    student_ids: tuple[PersonId, ...]
    proposed_by: Side
    proposer_id: str
    note: Line = ""
    overrides_rules: bool = False
    alternatives: tuple[Place, ...]
    requested_at: Instant
    expires_at: Instant
    state: RescheduleState = RescheduleState.PENDING
    chosen: int | None = None
    is_closed: bool = False

    @property
    def is_over(self) -> bool:
        """True when nothing will come of it any more."""
        return not self.state.is_open and self.state is not RescheduleState.ACCEPTED

    @property
    def choice(self) -> Place | None:
        """The place that was chosen."""
        return None if self.chosen is None else self.alternatives[self.chosen]

    def held(self) -> Iterator[tuple[str, Span]]:
        """Whose time is held for it, and when: what of the alternatives the lesson does not take itself."""
        own = {*self.original.resources, *self.student_ids}
        for place in self.alternatives:
            for one in (*place.resources, *self.student_ids):
                spans = place.span.without(self.original.span) if one in own else [place.span]
                yield from ((one, span) for span in spans)

    def with_choice(self, alternative: int) -> "Reschedule":
        """The reschedule once somebody has chosen; refuses with `NoSuchAlternative`."""
        if alternative >= len(self.alternatives):
            raise NoSuchAlternative()
        return self.model_copy(update={"state": RescheduleState.MOVING, "chosen": alternative})

    def ended(self, state: RescheduleState) -> "Reschedule":
        """The reschedule when it ends like this; its steps are undone from now on."""
        return self.model_copy(update={"state": state, "is_ending": True})


class RescheduleView(Value):
    """A reschedule without its secret."""

    id: RescheduleId
    version: int
    lesson_id: LessonId
    state: RescheduleState
    proposed_by: Side
    note: Line = ""
    original: Place
    alternatives: tuple[Place, ...]
    chosen: int | None = None
    requested_at: Instant
    expires_at: Instant
    steps: tuple[StepRecord, ...]
    problem: Failure | None = None

    @classmethod
    def of(cls, reschedule: Reschedule) -> "RescheduleView":
        """The reschedule as those see it whom it concerns."""
        return cls(**{name: getattr(reschedule, name) for name in cls.model_fields})


class PublicReschedule(Value):
    """A reschedule as whoever has its link reads it."""

    id: RescheduleId
    state: RescheduleState
    teacher: str
    note: Line = ""
    original: Place
    alternatives: tuple[Place, ...]
    chosen: int | None = None
    expires_at: Instant
