"""How policies speak: bounds, durations and choices in plain words."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

_PARTS = (("d", timedelta(days=1)), ("h", timedelta(hours=1)), ("min", timedelta(minutes=1)))


def noun(choice: StrEnum) -> str:
    """A choice as people write it: `in person`."""
    return choice.value.replace("_", " ")


def among(choices: Sequence[StrEnum], article: str = "") -> str:
    """`illness`, `the family or the teacher`."""
    return joined([article + noun(choice) for choice in choices], "or")


def joined(words: Sequence[str], word: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    *first, last = words
    return f"{', '.join(first)} {word} {last}" if first else last


def bounds_in_words(at_least: int | None, at_most: int | None, less_than: int | None) -> str:
    """`at least 2 and less than 24`."""
    named = (("at least", at_least), ("at most", at_most), ("less than", less_than))
    return joined([f"{word} {bound}" for word, bound in named if bound is not None])


def duration(span: timedelta) -> str:
    """`1 d 23 h 59 min`; whole seconds only below an hour; a time that is over is `none`."""
    if span < timedelta(0):
        return "none"
    said, rest = [], span
    for unit, length in _PARTS:
        count, rest = divmod(rest, length)
        said += [f"{count} {unit}"] if count else []
    if rest or not said:
        said.append(f"{int(rest.total_seconds())} s")
    return " ".join(said)


def day(on: date) -> str:
    """`4 May 2027`."""
    return f"{on.day} {on:%B %Y}"
