"""Curricula that stand on others, with changes to them (CRS-7)."""

from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.usual_calls import counted
from tests.support.curricula import STEPS, VIBRATO, a_curriculum, derived_from, keys_of
from tests.support.door import Call, Reply
from tests.support.school import School
from tests.support.together import together


def test_a_derived_curriculum_reads_as_its_base_with_its_changes(call: Call, forte: School) -> None:
    base = a_curriculum(call, forte.teacher)
    own = derived_from(
        call,
        forte.teacher,
        base,
        {"change": "insert", "step": VIBRATO, "after": "bow"},
        {"change": "remove", "key": "scale"},
        {"change": "move", "key": "piece"},
    )
    assert keys_of(call, forte.owner, own) == ["piece", "bow", "vibrato"]
    assert keys_of(call, forte.owner, base) == ["bow", "scale", "piece"]


def test_changes_to_the_base_flow_through_all_that_stand_on_it(call: Call, forte: School) -> None:
    theo = forte.teacher
    base = a_curriculum(call, theo)
    own = derived_from(call, theo, base, {"change": "remove", "key": "bow"})
    further = derived_from(call, theo, own, {"change": "insert", "step": VIBRATO, "after": "scale"})
    body = {"name": "Violin 1", "steps": [*STEPS, {"key": "duet", "title": "Duet"}], "version": 1}
    assert call.update_curriculum(body, by=theo, curriculum_id=base["id"]).status == 200
    assert keys_of(call, theo, further) == ["scale", "vibrato", "piece", "duet"]


def test_a_change_whose_step_is_gone_is_reported_and_not_lost(call: Call, forte: School) -> None:
    theo = forte.teacher
    base = a_curriculum(call, theo)
    own = derived_from(call, theo, base, {"change": "insert", "step": VIBRATO, "after": "scale"})
    body = {"name": "Violin 1", "steps": STEPS[:1], "version": 1}
    call.update_curriculum(body, by=theo, curriculum_id=base["id"])
    reading = call.get_curriculum(by=theo, curriculum_id=own["id"])["reading"]
    assert [one["key"] for one in reading["steps"]] == ["bow", "vibrato"]
    assert [(one["curriculum_id"], one["trouble"]) for one in reading["unmet"]] == [
        (own["id"], "no_such_anchor")
    ]


def test_stands_on_four_others_at_most(call: Call, forte: School) -> None:
    theo = forte.teacher
    top = a_curriculum(call, theo)
    for _ in range(4):
        top = derived_from(call, theo, top)
    body = {"name": "Too deep", "base_id": top["id"]}
    reply = call.add_curriculum(body, by=theo)
    assert (reply.status, reply.problem) == (409, "TooDeep")


def test_reads_in_two_calls_however_deep_it_stands(call: Call, forte: School) -> None:
    theo = forte.teacher
    top = a_curriculum(call, theo)
    for _ in range(4):
        top = derived_from(call, theo, top)
    with counted() as asked:
        assert keys_of(call, theo, top) == ["bow", "scale", "piece"]
    assert len(asked) == 2


def test_keeps_its_base_so_that_none_comes_to_stand_on_itself(call: Call, forte: School) -> None:
    theo = forte.teacher
    base = a_curriculum(call, theo)
    own = derived_from(call, theo, base)
    body = {"name": "Violin 1", "base_id": own["id"], "version": 1}
    reply = call.update_curriculum(body, by=theo, curriculum_id=base["id"])
    assert (reply.status, reply["errors"][0]["pointer"]) == (422, "/body/base_id")


@pytest.mark.parametrize("has_base", [True, False])
def test_has_steps_or_a_base_with_changes(call: Call, forte: School, has_base: bool) -> None:
    theo = forte.teacher
    base = a_curriculum(call, theo)
    wrong: dict[str, Any] = (
        {"base_id": base["id"], "steps": STEPS}
        if has_base
        else {"changes": [{"change": "remove", "key": "bow"}]}
    )
    reply = call.add_curriculum({"name": "Both"} | wrong, by=theo)
    assert (reply.status, reply.problem) == (422, "StepsOrChanges")


def test_stays_while_others_stand_on_it(call: Call, forte: School) -> None:
    theo = forte.teacher
    base = a_curriculum(call, theo)
    own = derived_from(call, theo, base)
    kept = call.remove_curriculum(by=theo, curriculum_id=base["id"])
    gone = [call.remove_curriculum(by=theo, curriculum_id=one["id"]).status for one in (own, base)]
    assert (kept.problem, gone) == ("CurriculumInUse", [204, 204])
    assert call.get_curriculum(by=theo, curriculum_id=base["id"]).problem == "NoSuchCurriculum"


def test_another_schools_curriculum_is_no_base(call: Call, forte: School, allegro: School) -> None:
    base = a_curriculum(call, forte.teacher)
    reply = call.add_curriculum({"name": "X", "base_id": base["id"]}, by=allegro.owner)
    assert (reply.status, reply.problem) == (404, "NoSuchCurriculum")


def test_nobody_derives_from_what_is_removed_in_the_same_moment(call: Call, forte: School) -> None:
    theo = forte.teacher
    base = a_curriculum(call, theo)
    body = {"name": "Mine", "base_id": base["id"]}
    acts: list[Callable[[], Reply]] = [lambda: call.add_curriculum(body, by=theo) for _ in range(5)]
    acts.insert(2, lambda: call.remove_curriculum(by=theo, curriculum_id=base["id"]))
    problems = {one.problem for one in together(*acts)}
    derived = [one for one in call.list_curricula(by=theo)["items"] if one["id"] != base["id"]]
    is_there = call.get_curriculum(by=theo, curriculum_id=base["id"]).status == 200
    assert is_there or not derived
    assert problems <= {None, "CurriculumInUse", "NoSuchCurriculum"}
