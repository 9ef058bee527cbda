"""Which attempt a grade is of, and what the work says of several."""

from typing import Any

import pytest

from tests.support.door import Call
from tests.support.graded_work import GradedWork, some_work
from tests.support.grading import marks
from tests.support.school import School
from tests.support.timetable import a_timetable
from tutti.coursework.student_work import WorkState


@pytest.fixture
def work(forte: School) -> GradedWork:
    return some_work(a_timetable(forte))


def _edited(**changes: Any) -> dict[str, Any]:
    return {"marks": marks(), "version": 1} | changes


def test_an_attempt_has_one_grade(call: Call, work: GradedWork) -> None:
    handed_in, rubric = work.is_handed_in(), work.rubric()
    given = work.graded(handed_in, rubric)
    again = work.graded(handed_in, rubric)
    assert (again.status, again.problem, again["grade_id"]) == (409, "GradedOnce", given["id"])


def test_a_later_attempt_has_a_grade_of_its_own(call: Call, work: GradedWork) -> None:
    rubric, first = work.rubric(), work.is_handed_in()
    earlier = work.graded(first, rubric, is_released=True)
    work.becomes("returned")
    later = work.graded(work.is_handed_in(), rubric, marks=marks(tone=10), is_released=True)
    assert (later["attempt"], later["id"] != earlier["id"]) == (2, True)
    body = _edited(marks=marks(tone=0), is_released=True)
    call.update_grade(body, by=work.teacher, grade_id=earlier["id"])
    grade = work.part().grade
    assert grade
    assert grade.grade_id == later["id"]


def test_only_the_latest_attempt_is_graded_anew(call: Call, work: GradedWork) -> None:
    first = work.is_handed_in()
    work.is_handed_in()
    assert work.graded(first, work.rubric()).problem == "LaterAttempt"


def test_a_grade_of_an_earlier_attempt_leaves_the_later_one_to_be_graded(
    call: Call, work: GradedWork
) -> None:
    given = work.graded(work.is_handed_in(), work.rubric())
    work.is_handed_in()
    call.update_grade(_edited(is_released=True), by=work.teacher, grade_id=given["id"])
    assert work.part().state is WorkState.SUBMITTED


def test_of_several_attempts_the_work_says_the_grade_of_the_last_that_has_one(
    call: Call, work: GradedWork
) -> None:
    rubric = work.rubric()
    work.graded(work.is_handed_in(), rubric, is_released=True)
    work.becomes("returned")
    second = work.graded(work.is_handed_in(), rubric)
    work.is_handed_in()
    call.update_grade(_edited(is_released=True), by=work.teacher, grade_id=second["id"])
    part = work.part()
    assert part.grade
    assert (part.grade.grade_id, part.state) == (second["id"], WorkState.SUBMITTED)


def test_work_is_graded_that_was_never_handed_in(call: Call, work: GradedWork) -> None:
    body: dict[str, Any] = {"assignment_id": work.assignment.id, "student_id": work.day.student.id}
    body |= {"rubric_id": work.rubric()["id"], "marks": marks(), "is_released": True}
    given = call.give_grade(body, by=work.teacher)
    assert (given.status, given["attempt"], work.part().state) == (201, 0, WorkState.GRADED)
