"""Tags: by what the things of a library are found (CRS-7)."""

import unicodedata
from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from tutti.kit.entity import ONE_LINE, Instrument, Value

LONGEST = 40
LONGEST_PLACE = 100


def folded(text: str) -> str:
    """The same for what people take for the same: width, case and runs of blanks do not count."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def placed(text: str) -> str:
    """How a text orders a shelf: folded, and no longer than a key may be, however its letters unfold."""
    return folded(text)[:LONGEST_PLACE]


def _as_tag(text: str) -> str:
    if not 0 < len(tag := folded(text)) <= LONGEST:
        raise ValueError(f"a tag has 1 to {LONGEST} characters")
    return tag


def _once_each(tags: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(tags)))


Tag = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST, pattern=ONE_LINE), AfterValidator(_as_tag)
]
_Apart = AfterValidator(_once_each)


class Tagged(Value):
    """By what something is found; each tag once, in order, as `folded` leaves it."""

    instruments: Annotated[tuple[Instrument, ...], Field(max_length=10), _Apart] = ()
    levels: Annotated[tuple[Tag, ...], Field(max_length=10), _Apart] = ()
    syllabuses: Annotated[tuple[Tag, ...], Field(max_length=10), _Apart] = ()
    tags: Annotated[tuple[Tag, ...], Field(max_length=20), _Apart] = ()


class Wanted(Value):
    """What is looked for: only what has all of these tags."""

    instrument: Instrument | None = Field(None, description="Those for this instrument.")
    level: Tag | None = Field(None, description="Those of this level.")
    syllabus: Tag | None = Field(None, description="Those of this syllabus.")
    tag: Tag | None = Field(None, description="Those with this tag.")

    def fits(self, one: Tagged) -> bool:
        """True for what has all that is asked for."""
        asked = (
            (self.instrument, one.instruments),
            (self.level, one.levels),
            (self.syllabus, one.syllabuses),
            (self.tag, one.tags),
        )
        return all(wish in (None, *among) for wish, among in asked)
