"""Curricula: steps to use again and again, and others with changes to them (CRS-7)."""

from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.usual_calls import counted
from tests.support.door import Call, Reply
from tests.support.school import School
from tests.support.shelves import Shelf, at_once
from tutti.kit.caller import Caller
from tutti.kit.ids import new_id
from tutti.kit.role import Role

STEPS = [{"key": key, "title": key.title()} for key in ("bow", "scale", "piece")]
VIBRATO = {"key": "vibrato", "title": "Vibrato", "goal": "On long notes."}


def _made(call: Call, by: Caller, **changes: Any) -> Reply:
    reply = call.add_curriculum({"name": "Violin 1", "steps": STEPS} | changes, by=by)
    assert reply.status == 201, reply.body
    made: Reply = reply
    return made


def _derived(call: Call, by: Caller, base: Reply, *changes: dict[str, Any]) -> Reply:
    return _made(call, by, name="Mine", steps=[], base_id=base["id"], changes=list(changes))


def _keys(call: Call, by: Caller, curriculum: Reply) -> list[str]:
    reading = call.get_curriculum(by=by, curriculum_id=curriculum["id"])["reading"]
    return [one["key"] for one in reading["steps"]]


def test_a_teacher_makes_a_curriculum_that_all_staff_read(call: Call, forte: School) -> None:
    made = _made(call, forte.teacher, instruments=["Violin"], levels=["Beginner"], syllabuses=["ABRSM"])
    for role in (Role.OWNER, Role.ADMIN, Role.MANAGER, Role.TEACHER):
        assert _keys(call, forte.caller(role), made) == ["bow", "scale", "piece"]
    for role in (Role.GUARDIAN, Role.STUDENT):
        assert call.get_curriculum(by=forte.caller(role), curriculum_id=made["id"]).status == 403


def test_a_derived_curriculum_reads_as_its_base_with_its_changes(call: Call, forte: School) -> None:
    base = _made(call, forte.teacher)
    own = _derived(
        call,
        forte.teacher,
        base,
        {"change": "insert", "step": VIBRATO, "after": "bow"},
        {"change": "remove", "key": "scale"},
        {"change": "move", "key": "piece"},
    )
    assert _keys(call, forte.owner, own) == ["piece", "bow", "vibrato"]
    assert _keys(call, forte.owner, base) == ["bow", "scale", "piece"]


def test_changes_to_the_base_flow_through_all_that_stand_on_it(call: Call, forte: School) -> None:
    theo = forte.teacher
    base = _made(call, theo)
    own = _derived(call, theo, base, {"change": "remove", "key": "bow"})
    further = _derived(call, theo, own, {"change": "insert", "step": VIBRATO, "after": "scale"})
    body = {"name": "Violin 1", "steps": [*STEPS, {"key": "duet", "title": "Duet"}], "version": 1}
    assert call.update_curriculum(body, by=theo, curriculum_id=base["id"]).status == 200
    assert _keys(call, theo, further) == ["scale", "vibrato", "piece", "duet"]


def test_a_change_whose_step_is_gone_is_reported_and_not_lost(call: Call, forte: School) -> None:
    theo = forte.teacher
    base = _made(call, theo)
    own = _derived(call, theo, base, {"change": "insert", "step": VIBRATO, "after": "scale"})
    body = {"name": "Violin 1", "steps": STEPS[:1], "version": 1}
    call.update_curriculum(body, by=theo, curriculum_id=base["id"])
    reading = call.get_curriculum(by=theo, curriculum_id=own["id"])["reading"]
    assert [one["key"] for one in reading["steps"]] == ["bow", "vibrato"]
    assert [(one["curriculum_id"], one["trouble"]) for one in reading["unmet"]] == [
        (own["id"], "no_such_anchor")
    ]


def test_stands_on_four_others_at_most(call: Call, forte: School) -> None:
    theo = forte.teacher
    top = _made(call, theo)
    for _ in range(4):
        top = _derived(call, theo, top)
    body = {"name": "Too deep", "base_id": top["id"]}
    reply = call.add_curriculum(body, by=theo)
    assert (reply.status, reply.problem) == (409, "TooDeep")


def test_reads_in_two_calls_however_deep_it_stands(call: Call, forte: School) -> None:
    theo = forte.teacher
    top = _made(call, theo)
    for _ in range(4):
        top = _derived(call, theo, top)
    with counted() as asked:
        assert _keys(call, theo, top) == ["bow", "scale", "piece"]
    assert len(asked) == 2


def test_keeps_its_base_so_that_none_comes_to_stand_on_itself(call: Call, forte: School) -> None:
    theo = forte.teacher
    base = _made(call, theo)
    own = _derived(call, theo, base)
    body = {"name": "Violin 1", "base_id": own["id"], "version": 1}
    reply = call.update_curriculum(body, by=theo, curriculum_id=base["id"])
    assert (reply.status, reply["errors"][0]["pointer"]) == (422, "/body/base_id")


@pytest.mark.parametrize("has_base", [True, False])
def test_has_steps_or_a_base_with_changes(call: Call, forte: School, has_base: bool) -> None:
    theo = forte.teacher
    base = _made(call, theo)
    wrong: dict[str, Any] = (
        {"base_id": base["id"], "steps": STEPS}
        if has_base
        else {"changes": [{"change": "remove", "key": "bow"}]}
    )
    reply = call.add_curriculum({"name": "Both"} | wrong, by=theo)
    assert (reply.status, reply.problem) == (422, "StepsOrChanges")


def test_steps_name_resources_templates_and_pieces_of_the_school(shelf: Shelf) -> None:
    call, theo = shelf.call, shelf.taught_by
    piece = call.add_piece({"composer": "Bach", "title": "Aria"}, by=theo)["id"]
    note = shelf.put_up(title="Long bows")["id"]
    section = {"kind": "technique", "title": "Bows", "text": "Ten minutes."}
    template = call.add_assignment_template({"title": "Week 1", "sections": [section]}, by=theo)["id"]
    steps = [
        {"key": "bow", "title": "Bow", "resource_id": note, "template_id": template},
        {"key": "p", "title": "P", "piece_id": piece},
    ]
    made = _made(call, theo, steps=steps)
    named = call.get_curriculum(by=theo, curriculum_id=made["id"])["named"]
    assert {one["id"]: one["title"] for one in named} == {
        note: "Long bows",
        piece: "Aria",
        template: "Week 1",
    }


def test_refuses_steps_that_name_what_is_not_there(shelf: Shelf, allegro: School) -> None:
    foreign = shelf.call.add_piece({"composer": "Bach", "title": "Aria"}, by=allegro.owner)["id"]
    private = shelf.put_up(visibility="private")["id"]
    missing = {"resource_id": new_id("res")}, {"template_id": new_id("atp")}
    for named in ({"piece_id": foreign}, {"resource_id": private}, *missing):
        body = {"name": "X", "steps": [{"key": "x", "title": "X"} | named]}
        reply = shelf.call.add_curriculum(body, by=shelf.taught_by)
        assert (reply.status, reply.problem, reply["missing"]) == (404, "NothingOfThat", list(named.values()))


def test_says_what_is_gone_and_goes_on_to_be_changed(shelf: Shelf) -> None:
    call, owner = shelf.call, shelf.school.owner
    note = shelf.put_up(title="Long bows")["id"]
    steps = [{"key": "bow", "title": "Bow", "resource_id": note}]
    made = _made(call, owner, steps=steps)
    call.remove_resource(by=owner, resource_id=note)
    [named] = call.get_curriculum(by=owner, curriculum_id=made["id"])["named"]
    body = {"name": "Violin 2", "steps": steps, "version": 1}
    changed = call.update_curriculum(body, by=owner, curriculum_id=made["id"])
    assert (named, changed.status) == ({"id": note, "title": "Long bows", "is_gone": True}, 200)


def test_lists_curricula_by_name_and_tags_without_their_steps(call: Call, forte: School) -> None:
    for name, level in (("Violin 2", "grade 2"), ("violin 1", "grade 1"), ("Cello", "grade 1")):
        _made(call, forte.teacher, name=name, levels=[level])
    listed = call.list_curricula(by=forte.teacher)["items"]
    assert [one["name"] for one in listed] == ["Cello", "violin 1", "Violin 2"]
    assert all("steps" not in one for one in listed)
    for query, found in (
        ({"level": "Grade 1"}, ["Cello", "violin 1"]),
        ({"starts_with": "VIOL"}, ["violin 1", "Violin 2"]),
    ):
        assert [one["name"] for one in call.list_curricula(by=forte.admin, query=query)["items"]] == found


def test_is_changed_by_who_made_it_and_by_the_administration(call: Call, forte: School) -> None:
    theo = forte.teacher
    made = _made(call, theo)
    body = {"name": "Changed", "steps": STEPS, "version": 1}
    replies = [
        call.update_curriculum(body, by=by, curriculum_id=made["id"]).problem
        for by in (forte.teacher, theo, forte.admin)
    ]
    assert replies == ["NotYourCurriculum", None, "VersionConflict"]


def test_stays_while_others_stand_on_it(call: Call, forte: School) -> None:
    theo = forte.teacher
    base = _made(call, theo)
    own = _derived(call, theo, base)
    kept = call.remove_curriculum(by=theo, curriculum_id=base["id"])
    gone = [call.remove_curriculum(by=theo, curriculum_id=one["id"]).status for one in (own, base)]
    assert (kept.problem, gone) == ("CurriculumInUse", [204, 204])
    assert call.get_curriculum(by=theo, curriculum_id=base["id"]).problem == "NoSuchCurriculum"


def test_another_schools_curriculum_is_no_base(call: Call, forte: School, allegro: School) -> None:
    base = _made(call, forte.teacher)
    reply = call.add_curriculum({"name": "X", "base_id": base["id"]}, by=allegro.owner)
    assert (reply.status, reply.problem) == (404, "NoSuchCurriculum")


def test_nobody_derives_from_what_is_removed_in_the_same_moment(call: Call, forte: School) -> None:
    theo = forte.teacher
    base = _made(call, theo)
    body = {"name": "Mine", "base_id": base["id"]}
    acts: list[Callable[[], Reply]] = [lambda: call.add_curriculum(body, by=theo) for _ in range(5)]
    acts.insert(2, lambda: call.remove_curriculum(by=theo, curriculum_id=base["id"]))
    problems = {one.problem for one in at_once(*acts)}
    derived = [one for one in call.list_curricula(by=theo)["items"] if one["id"] != base["id"]]
    is_there = call.get_curriculum(by=theo, curriculum_id=base["id"]).status == 200
    assert is_there or not derived
    assert problems <= {None, "CurriculumInUse", "NoSuchCurriculum"}
