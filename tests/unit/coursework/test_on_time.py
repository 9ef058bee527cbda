"""Figures of work that was on time, late or missing."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import MANY
from tutti.coursework.on_time import Figures, Timing, figures_by_student, figures_of, timing_of
from tutti.coursework.student_work import GradeMark, HandedIn, StudentWork, WorkState, work_id
from tutti.kit.ids import new_id

DUE = datetime(2026, 3, 2, 17, tzinfo=UTC)
HOUR = timedelta(hours=1)
STUDENTS = [new_id("per") for _ in range(3)]


def _work(
    state: WorkState = WorkState.ASSIGNED,
    *at: datetime,
    hundredths: int | None = None,
    student_id: str = STUDENTS[0],
) -> StudentWork:
    attempts = [HandedIn(submission_id=new_id("sub"), at=one, due_at=DUE) for one in at]
    mark = GradeMark(grade_id=new_id("grd"), hundredths=hundredths, has_passed=True, given_at=DUE)
    assignment_id = new_id("asg")
    return StudentWork(
        id=work_id(assignment_id, student_id),
        assignment_id=assignment_id,
        student_id=student_id,
        teacher_id=new_id("per"),
        state=state,
        assigned_at=DUE,
        due_at=DUE,
        attempts=len(attempts),
        first=attempts[0] if attempts else None,
        last=attempts[-1] if attempts else None,
        grade=mark if hundredths is not None else None,
    )


@pytest.mark.parametrize(
    ("work", "now", "timing"),
    [
        (_work(), DUE, Timing.OPEN),
        (_work(), DUE + HOUR, Timing.MISSING),
        (_work(WorkState.SUBMITTED, DUE), DUE + HOUR, Timing.ON_TIME),
        (_work(WorkState.SUBMITTED, DUE + HOUR), DUE + HOUR, Timing.LATE),
        (_work(WorkState.SUBMITTED, DUE - HOUR, DUE + HOUR), DUE + HOUR, Timing.ON_TIME),
        (_work(WorkState.RETURNED, DUE), DUE + HOUR, Timing.ON_TIME),
        (_work(WorkState.GRADED), DUE + HOUR, Timing.IN_PERSON),
        (_work(WorkState.EXCUSED, DUE + HOUR), DUE + HOUR, Timing.EXCUSED),
    ],
)
def test_the_first_attempt_says_whether_work_was_on_time(
    work: StudentWork, now: datetime, timing: Timing
) -> None:
    assert timing_of(work, DUE, now) is timing


def test_who_got_more_time_was_not_late() -> None:
    work = _work(WorkState.SUBMITTED, DUE + HOUR)
    assert timing_of(work, DUE + 2 * HOUR, DUE + 3 * HOUR) is Timing.ON_TIME


def test_nothing_due_has_no_figures() -> None:
    assert figures_of([]) == Figures()


def test_means_are_rounded_half_up() -> None:
    graded = [(_work(WorkState.GRADED, DUE, hundredths=each), Timing.ON_TIME) for each in (1, 2)]
    late = (_work(WorkState.SUBMITTED, DUE), Timing.LATE)
    found = figures_of([*graded, late])
    assert (found.average_hundredths, found.on_time_hundredths) == (2, 6667)


TIMED = st.lists(
    st.tuples(
        st.builds(
            lambda student, hundredths: _work(WorkState.GRADED, hundredths=hundredths, student_id=student),
            st.sampled_from(STUDENTS),
            st.none() | st.integers(0, 10_000),
        ),
        st.sampled_from(Timing),
    ),
    max_size=30,
)


@MANY
@given(TIMED)
def test_every_piece_of_work_is_counted_once(timed: Sequence[tuple[StudentWork, Timing]]) -> None:
    found = figures_of(timed)
    assert sum(getattr(found, timing.value) for timing in Timing) == len(timed)
    assert found.graded <= len(timed)
    assert 0 <= (found.on_time_hundredths or 0) <= 10_000


@MANY
@given(TIMED)
def test_the_mean_lies_between_the_lowest_and_the_highest_grade(
    timed: Sequence[tuple[StudentWork, Timing]],
) -> None:
    found = figures_of(timed).average_hundredths
    grades = [one.grade.hundredths or 0 for one, _ in timed if one.grade]
    assert (found is None) == (not grades)
    if found is not None:
        assert min(grades) <= found <= max(grades)


@MANY
@given(TIMED)
def test_students_figures_add_up_to_the_whole(timed: Sequence[tuple[StudentWork, Timing]]) -> None:
    whole, students = figures_of(timed), figures_by_student(timed)
    for name in ("graded", "passed", *Timing):
        assert sum(getattr(one, name) for one in students) == getattr(whole, name)


@MANY
@given(TIMED, st.randoms())
def test_the_order_of_work_does_not_matter(timed: list[tuple[StudentWork, Timing]], chance: Random) -> None:
    shuffled = list(timed)
    chance.shuffle(shuffled)
    assert figures_by_student(shuffled) == figures_by_student(timed)
