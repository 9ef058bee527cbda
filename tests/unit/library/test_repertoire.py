"""How far a student is with a piece."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutti.kit.errors import VersionConflict
from tutti.kit.ids import new_id
from tutti.library.repertoire import (
    REMEMBERED,
    RepertoireDraft,
    RepertoireEntry,
    RepertoireUpdate,
    SinceAhead,
    Stage,
)

FIRST = date(2026, 1, 5)


def _entry() -> RepertoireEntry:
    return RepertoireEntry.of(RepertoireDraft(piece_id=new_id("pie")), FIRST)


def _through(states: list[Stage]) -> RepertoireEntry:
    entry = _entry()
    for week, state in enumerate(states, start=1):
        update = RepertoireUpdate(state=state, version=entry.version)
        entry = entry.moved(update, FIRST + timedelta(weeks=week))
    return entry


@given(st.lists(st.sampled_from(Stage), max_size=80))
def test_remembers_every_change_of_state_in_order(states: list[Stage]) -> None:
    entry, told = _through(states), [Stage.LEARNING, *states]
    changes = [before for before, after in pairwise(told) if before is not after]
    assert [one.state for one in entry.earlier] == changes[-REMEMBERED:]
    assert entry.state is told[-1]


@given(st.lists(st.sampled_from(Stage), max_size=20))
def test_each_stage_begins_after_the_one_before(states: list[Stage]) -> None:
    entry = _through(states)
    days = [*(one.since for one in entry.earlier), entry.since]
    assert days == sorted(days)


def test_the_same_state_goes_on_from_its_first_day() -> None:
    entry = _through([Stage.LEARNING, Stage.LEARNING])
    assert (entry.since, entry.earlier) == (FIRST, ())


def test_refuses_tomorrow() -> None:
    update = RepertoireUpdate(state=Stage.POLISHED, since=FIRST + timedelta(days=1), version=1)
    with pytest.raises(SinceAhead):
        _entry().moved(update, FIRST)


def test_refuses_an_older_version() -> None:
    with pytest.raises(VersionConflict):
        _entry().moved(RepertoireUpdate(version=2), FIRST)
