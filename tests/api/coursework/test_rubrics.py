"""Rubrics through their doors."""

from typing import Any

import pytest

from tests.support.door import Call
from tests.support.grading import a_rubric
from tests.support.school import School
from tutti.kit.ids import new_id


def _edited(rubric: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {key: value for key, value in rubric.items() if key not in ("id", "created_by")} | changes


def test_a_rubric_is_read_as_it_was_added(call: Call, forte: School) -> None:
    teacher = forte.teacher
    added = call.add_rubric(a_rubric(), by=teacher)
    assert (added.status, added["version"], added["created_by"]) == (201, 1, teacher.person_id)
    assert call.get_rubric(by=forte.student, rubric_id=added["id"]).body == added.body


def test_a_teachers_rubrics_are_there_for_all_teachers(call: Call, forte: School) -> None:
    added = [call.add_rubric(a_rubric(), by=forte.teacher)["id"] for _ in range(3)]
    first = call.list_rubrics(by=forte.teacher, query={"limit": 2})
    rest = call.list_rubrics(by=forte.teacher, query={"limit": 2, "cursor": first["cursor"]})
    assert [one["id"] for one in first["items"] + rest["items"]] == sorted(added, reverse=True)


def test_a_changed_rubric_has_another_version(call: Call, forte: School) -> None:
    teacher = forte.teacher
    added = call.add_rubric(a_rubric(), by=teacher)
    update = _edited(added.body, pass_percent=75)
    changed = call.update_rubric(update, by=teacher, rubric_id=added["id"])
    assert (changed["version"], changed["pass_percent"]) == (2, 75)
    assert call.update_rubric(update, by=teacher, rubric_id=added["id"]).problem == "VersionConflict"


def test_teachers_change_their_own_rubrics_only(call: Call, forte: School) -> None:
    added = call.add_rubric(a_rubric(), by=forte.teacher)
    other, update = forte.teacher, _edited(added.body, name="Mine")
    assert call.update_rubric(update, by=other, rubric_id=added["id"]).problem == "SomebodyElsesRubric"
    assert call.remove_rubric(by=other, rubric_id=added["id"]).problem == "SomebodyElsesRubric"


@pytest.mark.parametrize("office", ["owner", "admin", "manager"])
def test_the_office_changes_and_removes_every_rubric(call: Call, forte: School, office: str) -> None:
    by = forte.manager() if office == "manager" else getattr(forte, office)
    added = call.add_rubric(a_rubric(), by=forte.teacher)
    assert call.update_rubric(_edited(added.body, name="X"), by=by, rubric_id=added["id"])["name"] == "X"
    assert call.remove_rubric(by=by, rubric_id=added["id"]).status == 204
    assert call.get_rubric(by=by, rubric_id=added["id"]).problem == "NoSuchRubric"


@pytest.mark.parametrize("verb", ["add_rubric", "list_rubrics", "update_rubric", "remove_rubric"])
@pytest.mark.parametrize("role", ["guardian", "student"])
def test_families_keep_no_rubrics(call: Call, forte: School, verb: str, role: str) -> None:
    body = {"add_rubric": a_rubric(), "update_rubric": a_rubric(version=1)}.get(verb)
    reply = getattr(call, verb)(body, by=getattr(forte, role), rubric_id=new_id("rub"))
    assert reply.status == 403


def test_another_school_has_none_of_them(call: Call, forte: School, allegro: School) -> None:
    added = call.add_rubric(a_rubric(), by=forte.teacher)
    foreign = {"by": allegro.owner, "rubric_id": added["id"]}
    assert call.list_rubrics(by=allegro.owner)["items"] == []
    assert call.get_rubric(**foreign).problem == "NoSuchRubric"
    assert call.update_rubric(_edited(added.body), **foreign).problem == "NoSuchRubric"
    assert call.remove_rubric(**foreign).problem == "NoSuchRubric"


CRITERION = {"key": "tone", "name": "Tone", "scale": {"by": "points", "max_points": 10}}


@pytest.mark.parametrize(
    "changes",
    [
        {"criteria": []},
        {"criteria": [CRITERION, CRITERION]},
        {"criteria": [CRITERION | {"weight": 0}]},
        {"criteria": [CRITERION | {"weight": -1}]},
        {"criteria": [CRITERION | {"scale": {"by": "points", "max_points": 0}}]},
        {"criteria": [CRITERION | {"scale": {"by": "levels", "levels": [{"name": "a", "points": 0}] * 2}}]},
        {"criteria": [CRITERION | {"scale": {"by": "stars"}}]},
        {"quick_marks": [{"key": "x", "text": "X", "criterion": "tempo"}]},
        {"quick_marks": [{"key": "x", "text": "X"}] * 2},
    ],
)
def test_refuses_a_rubric_by_which_nobody_could_grade(call: Call, forte: School, changes: Any) -> None:
    assert call.add_rubric(a_rubric(**changes), by=forte.teacher).problem == "InvalidInput"


def test_refuses_a_rubric_that_is_too_long_to_be_kept_with_each_grade(call: Call, forte: School) -> None:
    remarks = [{"key": f"r{number}", "text": "x" * 290} for number in range(90)]
    assert call.add_rubric(a_rubric(quick_marks=remarks), by=forte.teacher).problem == "RubricTooLong"


def test_a_repeated_request_adds_one_rubric(call: Call, forte: School) -> None:
    teacher, key = forte.teacher, {"idempotency-key": "once"}
    first, second = (call.add_rubric(a_rubric(), by=teacher, headers=key) for _ in range(2))
    assert first.body == second.body
    assert len(call.list_rubrics(by=teacher)["items"]) == 1
