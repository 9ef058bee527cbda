"""What marks by a rubric come to.

A criterion's share is its points out of its most, or all or nothing. The whole is the mean of the shares
by the weights, as an exact fraction: nothing is rounded on the way. The percentage is that fraction, rounded
once, half up, to hundredths of a percent; points are that fraction of all points, rounded once, half up, to
whole ones. What is decided (the letter, passed or not) is decided by the percentage as it is shown, so that
nobody reads 90.00 % beside the letter of 89.99 %.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from tutti.coursework.rubric import Criterion, LevelScale, PointScale, RubricDraft, RubricKind, Short, ShownAs
from tutti.kit.entity import Line, Text, Value
from tutti.kit.errors import Invalid
from tutti.studios.letters import LetterFrom

WHOLE = 10_000


class UnknownCriterion(Invalid):
    """The rubric has no such criterion; mark those that it has."""


class UnmarkedCriterion(Invalid):
    """Every criterion of the rubric is marked, and each once."""


class MarkDoesNotFit(Invalid):
    """A criterion is marked as its scale says: by points up to its most, by a level, or as passed or not."""


class UnknownQuickMark(Invalid):
    """A quick mark is one of the rubric's, and one of a criterion is given to that criterion."""


class Mark(Value):
    """How one criterion was met: one of `points`, `level` and `is_passed`, as its scale says."""

    criterion: Short
    points: Annotated[int, Field(ge=0, le=1000)] | None = None
    level: Line | None = Field(None, description="The name of the level.")
    is_passed: bool | None = None
    quick_marks: Annotated[tuple[Short, ...], Field(max_length=20)] = ()
    remark: Text = ""


class Score(Value):
    """What the marks come to. A rubric that passes or fails says no more than that."""

    is_passed: bool
    hundredths: int | None = Field(None, description="Hundredths of a percent: 8750 is 87.50 %.")
    points: int | None = None
    out_of: int | None = None
    letter: str | None = None


def score(rubric: RubricDraft, marks: Sequence[Mark], letters: Sequence[LetterFrom]) -> Score:
    """What these marks come to by this rubric, and by these letters where it shows them.

    Refuses `UnknownCriterion`, `UnmarkedCriterion` and `MarkDoesNotFit`.
    """
    shares = _shares(rubric, marks)
    whole = sum((one.weight * shares[one.key] for one in rubric.criteria), Fraction(0)) / rubric.weight
    hundredths = half_up(whole * WHOLE)
    is_passed = _suffices(hundredths, rubric) and all(
        _suffices(half_up(shares[one.key] * WHOLE), rubric) for one in rubric.criteria if one.must_pass
    )
    if rubric.kind is RubricKind.PASSING:
        return Score(is_passed=is_passed)
    in_points = rubric.shown_as is ShownAs.POINTS
    return Score(
        is_passed=is_passed,
        hundredths=hundredths,
        points=half_up(whole * rubric.out_of) if in_points else None,
        out_of=rubric.out_of if in_points else None,
        letter=letter_of(hundredths, letters) if rubric.shown_as is ShownAs.LETTER else None,
    )


def half_up(exact: Fraction) -> int:
    """The nearest whole number; of two that are as near, the higher."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def letter_of(hundredths: int, letters: Sequence[LetterFrom]) -> str:
    """The best letter that so many hundredths of a percent reach."""
    return next(one.letter for one in letters if hundredths >= one.from_percent * 100)


def refuse_unknown_quick_marks(rubric: RubricDraft, marks: Sequence[Mark], overall: Sequence[str]) -> None:
    """Refuse with `UnknownQuickMark` those that the rubric has not, or has for another criterion."""
    belongs = {one.key: one.criterion for one in rubric.quick_marks}
    given: list[tuple[str, str | None]] = [(key, None) for key in overall]
    given += [(key, mark.criterion) for mark in marks for key in mark.quick_marks]
    for key, criterion in given:
        if key not in belongs or belongs[key] not in (None, criterion):
            raise UnknownQuickMark(f"{key!r} is no quick mark of {criterion or 'the whole'} in this rubric.")


def _suffices(hundredths: int, rubric: RubricDraft) -> bool:
    return hundredths >= rubric.pass_percent * 100


def _shares(rubric: RubricDraft, marks: Sequence[Mark]) -> dict[str, Fraction]:
    criteria = {one.key: one for one in rubric.criteria}
    given = [mark.criterion for mark in marks]
    if unknown := next((key for key in given if key not in criteria), None):
        raise UnknownCriterion(f"The rubric has no criterion {unknown!r}.")
    if sorted(given) != sorted(criteria):
        missing = ", ".join(sorted(criteria.keys() - set(given))) or "none, but some are marked twice"
        raise UnmarkedCriterion(f"Every criterion is marked once; not marked: {missing}.")
    return {mark.criterion: _share(criteria[mark.criterion], mark) for mark in marks}


def _share(criterion: Criterion, mark: Mark) -> Fraction:
    given = [one is not None for one in (mark.points, mark.level, mark.is_passed)]
    scale = criterion.scale
    share = _reached(scale, mark) if given.count(True) == 1 else None
    if share is None:
        raise MarkDoesNotFit(f"{criterion.key!r} is marked by {scale.by.replace('_', ' or ')}.")
    return share


def _reached(scale: object, mark: Mark) -> Fraction | None:
    """The share of the whole that the mark stands for; None when it is no mark of this scale."""
    if isinstance(scale, PointScale):
        fits = mark.points is not None and mark.points <= scale.max_points
        return Fraction(mark.points or 0, scale.max_points) if fits else None
    if isinstance(scale, LevelScale):
        most = max(one.points for one in scale.levels)
        reached = [one.points for one in scale.levels if one.name == mark.level]
        return Fraction(reached[0], most) if reached else None
    return None if mark.is_passed is None else Fraction(mark.is_passed)
