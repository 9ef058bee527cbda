"""Pieces: what is played, as the whole school knows it (CRS-12)."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field, StringConstraints

from tutti.kit.clock import Instant
from tutti.kit.entity import Entity, Line, Version
from tutti.kit.ids import PieceId
from tutti.library.notation import key_name
from tutti.library.resource import Title
from tutti.library.tags import Tagged, Wanted, placed
from tutti.studios.note_names import NoteNames

KeyName = Annotated[str, StringConstraints(pattern=r"^[A-G][#b]? (major|minor)$")]
"""A key in English and ASCII, such as `F# minor` or `Bb major`."""


class PieceDraft(Tagged):
    """A piece to be added; `tempo` is in beats a minute."""

    composer: Title
    title: Title
    catalogue_number: Line = ""
    key: KeyName | None = None
    tempo: Annotated[int, Field(ge=10, le=500)] | None = None
    tempo_marking: Line = ""
    bars: Annotated[int, Field(ge=1, le=100_000)] | None = None


class Piece(Entity, PieceDraft):
    """A piece; a removed one is given to no students any more, but stays with those who have it."""

    id: PieceId
    removed_at: Instant | None = None

    @property
    def place(self) -> str:
        """Where it stands: by composer, then by title, whatever their letters' case."""
        return f"{placed(self.composer)}: {placed(self.title)}#{self.id}"

    def removed(self, at: datetime) -> Self:
        """The piece when it has been removed."""
        return self.model_copy(update={"removed_at": at})


class PieceShown(Piece):
    """A piece; `key_name` is its key as the studio calls it."""

    key_name: str | None = None

    @classmethod
    def of(cls, piece: Piece, names: NoteNames) -> "PieceShown":
        """The piece, its key under the name that it has by this custom."""
        return cls(**dict(piece), key_name=key_name(piece.key, names) if piece.key else None)


class PieceUpdate(PieceDraft):
    """The piece as it shall be."""

    version: Version


class PiecesAsked(Wanted):
    """What of the pieces is asked for."""

    composer: str = Field("", max_length=120, description="Those whose composers start so, in any case.")
    cursor: str | None = Field(None, max_length=1000, description="Where the page before this one ended.")
    limit: int = Field(20, ge=1, le=50, description="The most items to reply with.")
