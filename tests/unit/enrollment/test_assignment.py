"""Which teacher suits best: capacity is a wall, then instrument 10, day 5, time 3, load times 5 (SCH-25)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import MANY
from tests.unit.enrollment.drafts import a_block, a_teacher
from tutti.enrollment.assignment import Candidate, Score, rank
from tutti.enrollment.enrollment import Preferences
from tutti.enrollment.preferences import TimeOfDay
from tutti.people.teacher import Teacher
from tutti.scheduling.availability import Weekday

ANY = Preferences()
TUESDAY_AFTERNOON = Preferences(weekdays=(Weekday.TUESDAY,), time_of_day=(TimeOfDay.AFTERNOON,))


def _score(teacher: Teacher, students: int = 0, wishes: Preferences = ANY) -> Score:
    (score,) = rank([Candidate(teacher, students)], "piano", wishes)
    return score


def _names(*candidates: Candidate, wishes: Preferences = ANY) -> list[str]:
    return [score.candidate.teacher.display_name for score in rank(candidates, "piano", wishes)]


def test_day_and_time_that_suit_count_five_and_three() -> None:
    score = _score(a_teacher("Theo", a_block(Weekday.TUESDAY, 13, 15)), wishes=TUESDAY_AFTERNOON)
    assert (score.instrument, score.day, score.time, score.load, score.total) == (10, 5, 3, 5, 23)


@pytest.mark.parametrize(
    ("blocks", "day", "time"),
    [
        ([a_block(Weekday.TUESDAY, 8, 11)], 5, 0),
        ([a_block(Weekday.MONDAY, 13, 15)], 0, 0),
        ([a_block(Weekday.MONDAY, 13, 15), a_block(Weekday.TUESDAY, 8, 11)], 5, 0),
        ([a_block(Weekday.TUESDAY, 11, 13)], 5, 3),
        ([], 0, 0),
    ],
)
def test_the_time_counts_on_the_days_that_suit_only(blocks: list[object], day: int, time: int) -> None:
    score = _score(a_teacher("Theo", *blocks), wishes=TUESDAY_AFTERNOON)  # type: ignore[arg-type]
    assert (score.day, score.time) == (day, time)


def test_without_days_the_time_counts_on_any() -> None:
    wishes = Preferences(time_of_day=(TimeOfDay.EVENING,))
    score = _score(a_teacher("Theo", a_block(Weekday.MONDAY, 17, 20)), wishes=wishes)
    assert (score.day, score.time) == (0, 3)


def test_without_wishes_nothing_is_added_for_day_and_time() -> None:
    score = _score(a_teacher("Theo", a_block(Weekday.MONDAY)))
    assert (score.day, score.time) == (0, 0)


@MANY
@given(
    st.integers(1, 50).flatmap(lambda capacity: st.tuples(st.just(capacity), st.integers(0, capacity - 1)))
)
def test_the_load_counts_five_times_the_share_that_is_free(numbers: tuple[int, int]) -> None:
    capacity, students = numbers
    score = _score(a_teacher("Theo", capacity=capacity), students)
    assert score.load == pytest.approx(5 * (capacity - students) / capacity)


@pytest.mark.parametrize("students", [3, 4])
def test_a_full_teacher_is_never_chosen_whatever_the_score(students: int) -> None:
    full = a_teacher("Full", a_block(Weekday.TUESDAY, 13, 15), capacity=3)
    poor = a_teacher("Poor")
    assert _names(Candidate(full, students), Candidate(poor, 0), wishes=TUESDAY_AFTERNOON) == ["Poor"]


def test_who_does_not_teach_the_instrument_is_not_asked() -> None:
    assert _names(Candidate(a_teacher("Vera", instruments=("violin",)), 0)) == []


def test_the_best_comes_first_and_a_tie_goes_to_who_has_fewer_students() -> None:
    suits = a_teacher("Suits", a_block(Weekday.TUESDAY, 13, 15))
    busy, idle = a_teacher("Busy", capacity=4), a_teacher("Idle", capacity=2)
    found = _names(Candidate(busy, 2), Candidate(idle, 1), Candidate(suits, 20), wishes=TUESDAY_AFTERNOON)
    assert found == ["Suits", "Idle", "Busy"]


def test_the_choice_is_explained() -> None:
    score = _score(
        a_teacher("Theo", a_block(Weekday.TUESDAY, 13, 15), capacity=4), 1, wishes=TUESDAY_AFTERNOON
    )
    assert score.explain() == "Score 21.8: instrument 10, day 5, time 3, load 3.8 (1 of 4 students)."
