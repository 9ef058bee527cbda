"""The repertoire of a student: which pieces, how far, since when (CRS-12)."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from tutti.kit.entity import Entity, Text, Value, Version
from tutti.kit.errors import Invalid
from tutti.kit.ids import PieceId, RecordingId
from tutti.library.piece import PieceShown

REMEMBERED = 50
Day = Annotated[date, Field(ge=date(1930, 1, 1), le=date(2189, 12, 31))]


class SinceAhead(Invalid):
    """A student is somewhere with a piece since a day that has come, not since one ahead."""


class Stage(StrEnum):
    """How far a student is with a piece."""

    LEARNING = "learning"
    POLISHED = "polished"
    PERFORMED = "performed"
    RETIRED = "retired"


class Reached(Value):
    """A stage, and since when."""

    state: Stage
    since: date


class Progress(Value):
    """How far a student is; `since` is today when nothing is said and the state is a new one.

    The recordings are the student's own: how the piece sounded at one time and another.
    """

    state: Stage = Stage.LEARNING
    since: Day | None = None
    note: Text = ""
    recording_ids: Annotated[tuple[RecordingId, ...], Field(max_length=20)] = ()


class RepertoireDraft(Progress):
    """A piece that a student shall have."""

    piece_id: PieceId


class RepertoireUpdate(Progress):
    """How far the student is by now."""

    version: Version


class RepertoireEntry(Entity):
    """A piece of a student's repertoire; the id is the piece's, `earlier` are the stages before."""

    id: PieceId
    state: Stage
    since: date
    note: Text = ""
    recording_ids: tuple[RecordingId, ...] = ()
    earlier: tuple[Reached, ...] = ()

    @classmethod
    def of(cls, draft: RepertoireDraft, today: date) -> "RepertoireEntry":
        """The new entry; refuses `SinceAhead`."""
        said = draft.model_dump(exclude={"piece_id", "since"})
        return cls(id=draft.piece_id, since=_come(draft.since or today, today), **said)

    def moved(self, update: RepertoireUpdate, today: date) -> "RepertoireEntry":
        """The entry as it is by now, with the last stages; refuses `SinceAhead` and an older version."""
        is_new = update.state is not self.state
        since = _come(update.since or (today if is_new else self.since), today)
        left = (Reached(state=self.state, since=self.since),) if is_new else ()
        return self.revised(update, since=since, earlier=(*self.earlier, *left)[-REMEMBERED:])


class Played(RepertoireEntry):
    """A piece of a student's repertoire, with what is known of the piece."""

    piece: PieceShown


def _come(day: date, today: date) -> date:
    if day > today:
        raise SinceAhead()
    return day
