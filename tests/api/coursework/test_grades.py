"""Grades through their doors."""

from typing import Any

import pytest

from tests.support.door import Call
from tests.support.facts import facts_told
from tests.support.graded_work import GradedWork, some_work
from tests.support.grading import marks
from tests.support.school import School
from tests.support.timetable import a_timetable
from tutti.coursework.student_work import WorkState
from tutti.kit.ids import new_id

FACTS = ("GradeEntered", "GradeChanged", "GradeGiven")


@pytest.fixture
def work(forte: School) -> GradedWork:
    return some_work(a_timetable(forte))


def _edited(**changes: Any) -> dict[str, Any]:
    return {"marks": marks(), "version": 1} | changes


def test_a_grade_is_what_its_marks_come_to(call: Call, work: GradedWork) -> None:
    given = work.graded(work.is_handed_in(), work.rubric(), quick_marks=["bravo"])
    assert (given.status, given["score"]["hundredths"], given["attempt"]) == (201, 9000, 1)
    assert call.get_grade(by=work.teacher, grade_id=given["id"]).body == given.body


def test_released_at_once_it_stands_in_the_students_work(call: Call, work: GradedWork) -> None:
    handed_in = work.is_handed_in()
    given = work.graded(handed_in, work.rubric(), is_released=True)
    part = work.part()
    assert part.grade
    assert (part.state, part.grade.grade_id) == (WorkState.GRADED, given["id"])
    assert (part.grade.label, part.grade.submission_id) == ("90.00 %", handed_in.id)
    assert call.get_grade(by=work.child, grade_id=given["id"])["remark"] == given["remark"]


@pytest.mark.parametrize("who", ["parent", "child"])
def test_families_see_no_grade_before_its_release(call: Call, work: GradedWork, who: str) -> None:
    given = work.graded(work.is_handed_in(), work.rubric())
    family = getattr(work, who)
    assert work.part().state is WorkState.SUBMITTED
    assert call.get_grade(by=family, grade_id=given["id"]).problem == "NoSuchGrade"
    call.update_grade(_edited(is_released=True), by=work.teacher, grade_id=given["id"])
    assert call.get_grade(by=family, grade_id=given["id"])["is_released"]
    assert work.part().state is WorkState.GRADED


def test_families_are_told_once_of_a_grade(call: Call, work: GradedWork) -> None:
    given = work.graded(work.is_handed_in(), work.rubric())
    for version, tone in ((1, 7), (2, 6)):
        body = _edited(version=version, marks=marks(tone), is_released=True)
        call.update_grade(body, by=work.teacher, grade_id=given["id"])
    facts = facts_told(work.school, *FACTS)
    assert [one.name for one in facts] == ["GradeEntered", "GradeGiven", "GradeChanged"]
    assert {(one.subject, one.actor) for one in facts} == {(given["id"], work.teacher.person_id)}
    assert facts[1].data["student_id"] == work.day.student.id


def test_a_released_grade_is_not_taken_back(call: Call, work: GradedWork) -> None:
    given = work.graded(work.is_handed_in(), work.rubric(), is_released=True)
    reply = call.update_grade(_edited(), by=work.teacher, grade_id=given["id"])
    assert (reply.status, reply.problem) == (409, "FamiliesHaveIt")


def test_a_change_shows_in_the_students_work(call: Call, work: GradedWork) -> None:
    given = work.graded(work.is_handed_in(), work.rubric(), is_released=True)
    body = _edited(marks=marks(tone=5, by_heart=False), is_released=True)
    changed = call.update_grade(body, by=work.teacher, grade_id=given["id"])
    grade = work.part().grade
    assert (changed["version"], changed["score"]["hundredths"]) == (2, 5000)
    assert grade
    assert (grade.label, grade.hundredths) == ("50.00 %", 5000)


def test_every_version_of_a_grade_is_kept_with_who_made_it(call: Call, work: GradedWork) -> None:
    given = work.graded(work.is_handed_in(), work.rubric())
    admin = work.school.admin
    changed = call.update_grade(_edited(marks=marks(tone=5)), by=admin, grade_id=given["id"])
    history = call.list_grade_history(by=work.teacher, grade_id=given["id"])["items"]
    assert history == [changed.body, given.body]
    assert [one["changed_by"] for one in history] == [admin.person_id, work.teacher.person_id]


def test_a_grade_keeps_the_rubric_that_it_was_given_by(call: Call, work: GradedWork) -> None:
    rubric = work.rubric()
    given = work.graded(work.is_handed_in(), rubric)
    heavier = [one | {"weight": 9} if one["key"] == "by-heart" else one for one in rubric["criteria"]]
    update = {key: value for key, value in rubric.items() if key not in ("id", "created_by")}
    call.update_rubric(update | {"criteria": heavier}, by=work.teacher, rubric_id=rubric["id"])
    assert call.get_grade(by=work.teacher, grade_id=given["id"]).body == given.body
    body = _edited(marks=marks(by_heart=False))
    kept = call.update_grade(body, by=work.teacher, grade_id=given["id"])
    assert (kept["score"]["hundredths"], kept["rubric"]["version"]) == (6500, 1)
    body |= {"version": 2, "rubric_id": rubric["id"]}
    anew = call.update_grade(body, by=work.teacher, grade_id=given["id"])
    assert (anew["score"]["hundredths"], anew["rubric"]["version"]) == (2167, 2)


def test_a_grade_outlives_its_rubric(call: Call, work: GradedWork) -> None:
    rubric = work.rubric()
    given = work.graded(work.is_handed_in(), rubric)
    call.remove_rubric(by=work.teacher, rubric_id=rubric["id"])
    reply = call.update_grade(_edited(marks=marks(tone=2)), by=work.teacher, grade_id=given["id"])
    assert (reply.status, reply["rubric"]["name"]) == (200, rubric["name"])


def test_letters_are_those_of_the_studio_when_the_grade_is_given(call: Call, work: GradedWork) -> None:
    rubric = work.rubric(shown_as="letter")
    work.day.has_policy(
        letters=({"letter": "sehr gut", "from_percent": 85}, {"letter": "gut", "from_percent": 0})
    )
    given = work.graded(work.is_handed_in(), rubric)
    work.day.has_policy()
    kept = call.update_grade(_edited(is_released=True), by=work.teacher, grade_id=given["id"])
    assert (given["score"]["letter"], kept["score"]["letter"]) == ("sehr gut", "sehr gut")


def test_excused_work_gets_no_grade(call: Call, work: GradedWork) -> None:
    handed_in = work.is_handed_in()
    work.becomes("excused")
    assert work.graded(handed_in, work.rubric()).problem == "WorkExcusedAlready"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"marks": []}, "UnmarkedCriterion"),
        ({"marks": marks(tone=11)}, "MarkDoesNotFit"),
        ({"marks": marks(rhythm="wild")}, "MarkDoesNotFit"),
        ({"quick_marks": ["flat"]}, "UnknownQuickMark"),
        ({"rubric_id": new_id("rub")}, "NoSuchRubric"),
        ({"submission_id": new_id("sub")}, "NoSuchSubmission"),
        ({"submission_id": None}, "WhichWork"),
        ({"assignment_id": new_id("asg")}, "WhichWork"),
    ],
)
def test_refuses_by_name_what_does_not_fit(
    call: Call, work: GradedWork, changes: dict[str, Any], problem: str
) -> None:
    assert work.graded(work.is_handed_in(), work.rubric(), **changes).problem == problem


def test_a_change_of_an_older_version_is_refused(call: Call, work: GradedWork) -> None:
    given = work.graded(work.is_handed_in(), work.rubric())
    first, second = (call.update_grade(_edited(), by=work.teacher, grade_id=given["id"]) for _ in range(2))
    assert (first.status, second.problem) == (200, "VersionConflict")
