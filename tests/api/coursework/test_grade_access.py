"""Who gives grades and who sees them."""

from typing import Any

import pytest

from tests.support.door import Call
from tests.support.graded_work import GradedWork, some_work
from tests.support.grading import marks
from tests.support.school import School
from tests.support.timetable import a_timetable
from tutti.kit.ids import new_id


@pytest.fixture
def work(forte: School) -> GradedWork:
    return some_work(a_timetable(forte))


def _edited(**changes: Any) -> dict[str, Any]:
    return {"marks": marks(), "version": 1} | changes


def test_teachers_grade_and_read_the_work_of_their_own_assignments_only(call: Call, work: GradedWork) -> None:
    other, handed_in, rubric = work.school.teacher, work.is_handed_in(), work.rubric()
    given = work.graded(handed_in, rubric)
    body = {"submission_id": handed_in.id, "rubric_id": rubric["id"], "marks": marks()}
    assert call.give_grade(body, by=other).problem == "NoSuchAssignment"
    assert call.update_grade(_edited(), by=other, grade_id=given["id"]).problem == "NoSuchGrade"
    assert call.get_grade(by=other, grade_id=given["id"]).problem == "NoSuchGrade"
    assert call.list_grade_history(by=other, grade_id=given["id"]).problem == "NoSuchGrade"
    assert call.list_grades(by=other, query={"assignment_id": work.assignment.id}).status == 404


def test_managers_grade_at_their_own_locations(call: Call, work: GradedWork) -> None:
    given = work.graded(work.is_handed_in(), work.rubric())
    there = work.school.manager(work.day.location.id)
    elsewhere = work.school.manager(new_id("loc"))
    assert call.update_grade(_edited(), by=there, grade_id=given["id"]).status == 200
    assert call.get_grade(by=elsewhere, grade_id=given["id"]).problem == "NoSuchGrade"


def test_families_see_no_other_childs_grade(call: Call, work: GradedWork) -> None:
    given = work.graded(work.is_handed_in(), work.rubric(), is_released=True)
    for stranger in (work.school.guardian, work.school.student):
        assert call.get_grade(by=stranger, grade_id=given["id"]).problem == "NoSuchGrade"


@pytest.mark.parametrize("verb", ["give_grade", "update_grade", "list_grade_history", "list_grades"])
@pytest.mark.parametrize("who", ["parent", "child"])
def test_families_give_no_grades(call: Call, work: GradedWork, verb: str, who: str) -> None:
    body = {"give_grade": {"rubric_id": new_id("rub"), "marks": []}, "update_grade": _edited()}.get(verb)
    query = {"assignment_id": work.assignment.id}
    reply = getattr(call, verb)(body, by=getattr(work, who), grade_id=new_id("grd"), query=query)
    assert reply.status == 403


def test_lists_the_grades_of_an_assignment_released_or_not(call: Call, forte: School) -> None:
    day = a_timetable(forte)
    children = (day.student, day.another_child())
    work = some_work(day, students=children)
    rubric = work.rubric()
    given = [
        work.graded(work.is_handed_in(child), rubric, is_released=child is day.student)["id"]
        for child in children
    ]
    query = {"assignment_id": work.assignment.id, "limit": 1}
    first = call.list_grades(by=work.teacher, query=query)
    second = call.list_grades(by=work.teacher, query=query | {"cursor": first["cursor"]})
    listed = [*first["items"], *second["items"]]
    assert {one["id"] for one in listed} == set(given)
    assert [one["student_id"] for one in listed] == sorted(work.assignment.student_ids)


def test_another_school_has_none_of_them(call: Call, work: GradedWork, allegro: School) -> None:
    handed_in = work.is_handed_in()
    given = work.graded(handed_in, work.rubric(), is_released=True)
    foreign = {"by": allegro.owner, "grade_id": given["id"]}
    assert call.get_grade(**foreign).problem == "NoSuchGrade"
    assert call.update_grade(_edited(), **foreign).problem == "NoSuchGrade"
    assert call.list_grade_history(**foreign).problem == "NoSuchGrade"
    body = {"submission_id": handed_in.id, "rubric_id": new_id("rub"), "marks": []}
    assert call.give_grade(body, by=allegro.owner).problem == "NoSuchSubmission"
