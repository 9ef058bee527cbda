"""What marks by a rubric come to."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import MANY
from tests.unit.coursework.rubrics import (
    by_levels,
    by_passing,
    by_points,
    marked,
    marks_between,
    rubric_of,
    rubrics,
)
from tutti.coursework.rubric import RubricDraft, RubricKind, ShownAs
from tutti.coursework.rubric_score import (
    Mark,
    MarkDoesNotFit,
    Score,
    UnknownCriterion,
    UnknownQuickMark,
    UnmarkedCriterion,
    half_up,
    refuse_unknown_quick_marks,
    score,
)
from tutti.studios.letters import USUAL_LETTERS

Marked = tuple[RubricDraft, list[Mark]]


def _score(rubric: RubricDraft, *marks: Mark) -> Score:
    return score(rubric, marks, USUAL_LETTERS)


def _points(key: str, points: int) -> Mark:
    return Mark(criterion=key, points=points)


@MANY
@given(marked())
def test_a_score_lies_between_nothing_and_the_whole(drawn: Marked) -> None:
    found = _score(drawn[0], *drawn[1])
    assert 0 <= (found.hundredths or 0) <= 10_000
    assert 0 <= (found.points or 0) <= drawn[0].out_of


@MANY
@given(rubrics())
def test_the_lowest_marks_come_to_nothing_and_the_highest_to_the_whole(rubric: RubricDraft) -> None:
    all_marks = [marks_between(one) for one in rubric.criteria]
    best = _score(rubric, *(marks[-1] for marks in all_marks))
    assert (best.hundredths, best.is_passed) == (10_000, True)
    if rubric.shown_as is ShownAs.POINTS:
        assert best.points == rubric.out_of


@MANY
@given(marked(), st.data())
def test_a_better_mark_never_makes_the_whole_worse(drawn: Marked, data: st.DataObject) -> None:
    rubric, marks = drawn
    place = data.draw(st.integers(0, len(marks) - 1))
    rising = marks_between(rubric.criteria[place])
    better = data.draw(st.sampled_from(rising[rising.index(marks[place]) :]))
    before = _score(rubric, *marks)
    after = _score(rubric, *marks[:place], better, *marks[place + 1 :])
    assert (after.hundredths or 0) >= (before.hundredths or 0)
    assert (after.points or 0) >= (before.points or 0)
    assert after.is_passed >= before.is_passed
    assert (after.letter or "A") <= (before.letter or "A")


@MANY
@given(marked(), st.integers(2, 50))
def test_only_the_proportion_of_weights_counts(drawn: Marked, factor: int) -> None:
    rubric, marks = drawn
    wide = [one.model_copy(update={"weight": one.weight * factor}) for one in rubric.criteria]
    assert _score(rubric.model_copy(update={"criteria": tuple(wide)}), *marks) == _score(rubric, *marks)


@MANY
@given(marked(), st.randoms())
def test_the_order_of_marks_does_not_matter(drawn: Marked, chance: Any) -> None:
    rubric, marks = drawn
    shuffled = list(marks)
    chance.shuffle(shuffled)
    assert _score(rubric, *shuffled) == _score(rubric, *marks)


@MANY
@given(st.fractions(0, 1))
def test_rounds_to_the_nearest_and_a_half_up(exact: Fraction) -> None:
    rounded = half_up(exact * 100)
    assert Fraction(-1, 2) < rounded - exact * 100 <= Fraction(1, 2)


def test_rounds_once() -> None:
    # 2/3 of 1/1000 and a half more would be lost by rounding each criterion on its own.
    rubric = rubric_of(*(by_points(f"c{n}", 3) for n in range(3)), shown_as=ShownAs.POINTS, out_of=1)
    found = _score(rubric, _points("c0", 1), _points("c1", 1), _points("c2", 1))
    assert (found.hundredths, found.points) == (3333, 0)
    found = _score(rubric, _points("c0", 1), _points("c1", 1), _points("c2", 3))
    assert (found.hundredths, found.points) == (5556, 1)


def test_a_half_counts_up() -> None:
    rubric = rubric_of(by_points("tone", 2), shown_as=ShownAs.POINTS, out_of=5)
    assert _score(rubric, _points("tone", 1)).points == 3


def test_weights_need_not_add_up_to_a_hundred() -> None:
    rubric = rubric_of(by_points("tone", weight=2), by_points("rhythm", weight=1))
    assert _score(rubric, _points("tone", 9), _points("rhythm", 3)).hundredths == 7000


def test_levels_count_by_their_points() -> None:
    rubric = rubric_of(by_levels("tone", 0, 2, 4))
    assert _score(rubric, Mark(criterion="tone", level="level 1")).hundredths == 5000


@pytest.mark.parametrize(("points", "letter"), [(1000, "A"), (900, "A"), (899, "B"), (600, "D"), (0, "F")])
def test_a_letter_is_given_from_its_boundary_on(points: int, letter: str) -> None:
    rubric = rubric_of(by_points("tone", 1000), shown_as=ShownAs.LETTER)
    assert _score(rubric, _points("tone", points)).letter == letter


def test_the_letter_fits_the_percentage_that_is_shown() -> None:
    # 899.999.../1000: shown as 90.00 %, so the letter is that of 90.00 %.
    rubric = rubric_of(
        by_points("tone", 1000, weight=999), by_points("x", 1000, weight=1), shown_as=ShownAs.LETTER
    )
    found = _score(rubric, _points("tone", 900), _points("x", 899))
    assert (found.hundredths, found.letter) == (9000, "A")


def test_who_fails_what_must_be_passed_has_not_passed() -> None:
    rubric = rubric_of(by_points("tone"), by_passing("attended", weight=0, must_pass=True))
    marks = _points("tone", 10), Mark(criterion="attended", is_passed=False)
    assert (_score(rubric, *marks).hundredths, _score(rubric, *marks).is_passed) == (10_000, False)


def test_a_rubric_that_passes_or_fails_says_no_more() -> None:
    rubric = rubric_of(by_points("tone"), kind=RubricKind.PASSING, pass_percent=60)
    assert _score(rubric, _points("tone", 6)) == Score(is_passed=True)
    assert _score(rubric, _points("tone", 5)) == Score(is_passed=False)


@MANY
@given(marked(RubricKind.PASSING))
def test_passing_or_not_is_the_same_decision_in_a_graded_rubric(drawn: Marked) -> None:
    graded = drawn[0].model_copy(update={"kind": RubricKind.GRADED})
    assert _score(graded, *drawn[1]).is_passed == _score(*drawn[:1], *drawn[1]).is_passed


@pytest.mark.parametrize(
    ("marks", "refusal"),
    [
        ([], UnmarkedCriterion),
        ([Mark(criterion="tone", points=1)] * 2, UnmarkedCriterion),
        ([Mark(criterion="tempo", points=1)], UnknownCriterion),
        ([Mark(criterion="tone")], MarkDoesNotFit),
        ([Mark(criterion="tone", points=11)], MarkDoesNotFit),
        ([Mark(criterion="tone", level="good")], MarkDoesNotFit),
        ([Mark(criterion="tone", points=1, is_passed=True)], MarkDoesNotFit),
    ],
)
def test_refuses_marks_that_the_rubric_does_not_ask_for(marks: list[Mark], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        _score(rubric_of(by_points("tone")), *marks)


def test_refuses_a_level_that_is_none() -> None:
    with pytest.raises(MarkDoesNotFit):
        _score(rubric_of(by_levels("tone", 0, 1)), Mark(criterion="tone", level="level 2"))


def test_refuses_quick_marks_of_another_criterion() -> None:
    quick = [{"key": "flat", "text": "Flat.", "criterion": "tone"}, {"key": "bravo", "text": "Bravo."}]
    rubric = rubric_of(by_points("tone"), by_points("rhythm"), quick_marks=quick)
    refuse_unknown_quick_marks(rubric, [Mark(criterion="tone", quick_marks=("flat", "bravo"))], ["bravo"])
    for mark, overall in (("rhythm", ()), ("tone", ("flat",)), ("tone", ("unknown",))):
        with pytest.raises(UnknownQuickMark):
            refuse_unknown_quick_marks(rubric, [Mark(criterion=mark, quick_marks=("flat",))], overall)
