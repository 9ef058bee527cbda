"""The letters by which a studio grades, and from which percentage on each is given."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from tutti.kit.entity import ONE_LINE, Value

Letter = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20, pattern=ONE_LINE)
]


class LetterFrom(Value):
    """A letter, or a word such as "very good", given from this percentage on."""

    letter: Letter
    from_percent: Annotated[int, Field(ge=0, le=100)]


def _fall_to_nothing(letters: tuple[LetterFrom, ...]) -> tuple[LetterFrom, ...]:
    steps = [one.from_percent for one in letters]
    if steps != sorted(set(steps), reverse=True) or steps[-1] != 0:
        raise ValueError("letters stand in order, the best first, and the last is given from 0 percent on")
    if len({one.letter for one in letters}) != len(letters):
        raise ValueError("no letter is given twice")
    return letters


Letters = Annotated[
    tuple[LetterFrom, ...], Field(min_length=1, max_length=20), AfterValidator(_fall_to_nothing)
]
USUAL_LETTERS: tuple[LetterFrom, ...] = tuple(
    LetterFrom.model_construct(letter=letter, from_percent=percent)
    for letter, percent in (("A", 90), ("B", 80), ("C", 70), ("D", 60), ("F", 0))
)
