"""Curricula that stand on others: how they read, whatever is changed above or below."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutti.kit.ids import derived_id
from tutti.library.curriculum import (
    Curriculum,
    CurriculumDraft,
    Delta,
    InsertStep,
    MoveStep,
    RemoveStep,
    ReplaceStep,
    Step,
)
from tutti.library.deltas import CurriculumCycle, Reading, Trouble, read

NOW = datetime(2030, 1, 1, tzinfo=UTC)
KEYS = st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h"])
STEPS = st.lists(
    st.builds(Step, key=KEYS, title=st.sampled_from(["bow", "scale"])), unique_by=lambda s: s.key
)
ONE_STEP = st.builds(Step, key=KEYS, title=st.just("other"))
CHANGES = st.lists(
    st.builds(InsertStep, change=st.just("insert"), step=ONE_STEP, after=st.none() | KEYS)
    | st.builds(RemoveStep, change=st.just("remove"), key=KEYS)
    | st.builds(ReplaceStep, change=st.just("replace"), step=ONE_STEP)
    | st.tuples(KEYS, st.none() | KEYS)
    .filter(lambda pair: pair[0] != pair[1])
    .map(lambda pair: MoveStep(change="move", key=pair[0], after=pair[1])),
    max_size=8,
)


def _curriculum(name: str, steps: Sequence[Step] = (), changes: Sequence[Delta] = ()) -> Curriculum:
    about: dict[str, Any] = {"made_by": derived_id("per", "theo"), "made_at": NOW, "name": name}
    return Curriculum(id=derived_id("cur", name), steps=tuple(steps), changes=tuple(changes), **about)


def _derived(steps: Sequence[Step], *changes: Sequence[Delta]) -> Reading:
    levels = [_curriculum(f"level {number}", changes=some) for number, some in enumerate(changes)]
    return read([_curriculum("base", steps), *levels])


def _keys(reading: Reading) -> list[str]:
    return [one.key for one in reading.steps]


@given(STEPS, CHANGES, CHANGES)
def test_no_step_is_there_twice(steps: list[Step], first: list[Delta], second: list[Delta]) -> None:
    keys = _keys(_derived(steps, first, second))
    assert len(set(keys)) == len(keys)


@given(STEPS, CHANGES, CHANGES)
def test_every_step_of_the_base_is_there_once_unless_it_is_removed(
    steps: list[Step], first: list[Delta], second: list[Delta]
) -> None:
    removed = {one.key for one in [*first, *second] if isinstance(one, RemoveStep)}
    keys = _keys(_derived(steps, first, second))
    assert [keys.count(one.key) for one in steps if one.key not in removed] == [1] * len(
        [one for one in steps if one.key not in removed]
    )


@given(STEPS, CHANGES)
def test_every_inserted_step_is_there_unless_it_is_removed(steps: list[Step], changes: list[Delta]) -> None:
    removed = {one.key for one in changes if isinstance(one, RemoveStep)}
    inserted = {one.step.key for one in changes if isinstance(one, InsertStep)}
    assert inserted - removed <= set(_keys(_derived(steps, changes)))


@given(STEPS, CHANGES)
def test_nothing_is_there_that_nobody_wrote(steps: list[Step], changes: list[Delta]) -> None:
    inserted = {one.step.key for one in changes if isinstance(one, InsertStep)}
    assert set(_keys(_derived(steps, changes))) <= {one.key for one in steps} | inserted


@given(STEPS, CHANGES)
def test_a_change_is_reported_exactly_when_what_it_speaks_of_is_not_as_it_thinks(
    steps: list[Step], changes: list[Delta]
) -> None:
    reported = list(_derived(steps, changes).unmet)
    for number, change in enumerate(changes):
        there = _keys(_derived(steps, changes[:number]))
        trouble = _trouble(change, there)
        if trouble:
            told = reported.pop(0)
            assert (told.change, told.trouble) == (change, trouble)
    assert reported == []


def _trouble(change: Delta, there: list[str]) -> Trouble | None:
    if isinstance(change, InsertStep):
        if change.step.key in there:
            return Trouble.ALREADY_THERE
        return None if change.after in (None, *there) else Trouble.NO_SUCH_ANCHOR
    key = change.step.key if isinstance(change, ReplaceStep) else change.key
    if key not in there:
        return Trouble.NO_SUCH_STEP
    lost = isinstance(change, MoveStep) and change.after not in (None, *there)
    return Trouble.NO_SUCH_ANCHOR if lost else None


@given(STEPS, CHANGES)
def test_steps_that_are_not_moved_keep_their_order(steps: list[Step], changes: list[Delta]) -> None:
    touched = {one.key for one in changes if isinstance(one, MoveStep | RemoveStep)}
    untouched = [one.key for one in steps if one.key not in touched]
    assert [key for key in _keys(_derived(steps, changes)) if key in untouched] == untouched


@given(STEPS, CHANGES)
def test_a_new_step_of_the_base_flows_through(steps: list[Step], changes: list[Delta]) -> None:
    new = Step(key="new", title="new")
    before, after = _derived(steps, changes), _derived([*steps, new], changes)
    assert [one for one in after.steps if one.key != "new"] == list(before.steps)
    assert _keys(after).count("new") == 1


@given(STEPS, CHANGES)
def test_another_wording_in_the_base_flows_through_unless_it_is_replaced(
    steps: list[Step], changes: list[Delta]
) -> None:
    reworded = [one.model_copy(update={"goal": "anew"}) for one in steps]
    touched = {one.step.key for one in changes if isinstance(one, InsertStep | ReplaceStep)}
    reading = _derived(reworded, changes)
    own = [one for one in reading.steps if one.key not in touched]
    assert all(one.goal == "anew" for one in own)
    assert _keys(reading) == _keys(_derived(steps, changes))


@given(STEPS, CHANGES, CHANGES)
def test_changes_read_the_same_in_one_curriculum_as_in_two(
    steps: list[Step], first: list[Delta], second: list[Delta]
) -> None:
    two, one = _derived(steps, first, second), _derived(steps, [*first, *second])
    assert _keys(two) == _keys(one)
    assert [told.change for told in two.unmet] == [told.change for told in one.unmet]


@given(STEPS)
def test_without_changes_it_reads_as_its_base(steps: list[Step]) -> None:
    reading = _derived(steps, [], [])
    assert (_keys(reading), reading.unmet) == ([one.key for one in steps], ())


@given(STEPS, KEYS, st.none() | KEYS)
def test_a_moved_step_comes_right_after_its_anchor(steps: list[Step], key: str, after: str | None) -> None:
    if key == after:
        return
    reading = _derived(steps, [MoveStep(change="move", key=key, after=after)])
    keys = _keys(reading)
    if not reading.unmet:
        assert keys.index(key) == (0 if after is None else keys.index(after) + 1)


def test_says_which_curriculum_a_step_is_from() -> None:
    base = _curriculum("base", [Step(key="a", title="bow"), Step(key="b", title="scale")])
    own = _curriculum("own", changes=[ReplaceStep(change="replace", step=Step(key="b", title="arpeggio"))])
    assert [one.from_id for one in read([base, own]).steps] == [base.id, own.id]


def test_a_step_without_its_anchor_comes_last_and_is_reported() -> None:
    lost = InsertStep(change="insert", step=Step(key="x", title="vibrato"), after="gone")
    reading = _derived([Step(key="a", title="bow")], [lost])
    assert _keys(reading) == ["a", "x"]
    assert [one.trouble for one in reading.unmet] == [Trouble.NO_SUCH_ANCHOR]


def test_refuses_a_curriculum_that_stands_on_itself() -> None:
    one = _curriculum("base")
    with pytest.raises(CurriculumCycle):
        read([one, _curriculum("own"), one])


def test_a_move_has_somewhere_to_go() -> None:
    with pytest.raises(ValueError, match="after itself"):
        MoveStep(change="move", key="a", after="a")


def test_each_step_has_a_key_of_its_own() -> None:
    with pytest.raises(ValueError, match="key of its own"):
        CurriculumDraft(name="Twice", steps=(Step(key="a", title="bow"), Step(key="a", title="scale")))
