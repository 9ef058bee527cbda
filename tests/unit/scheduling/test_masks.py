"""Busy masks: what is claimed is busy, what is freed is not, and nothing else changes, over borders too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import MANY
from tutti.scheduling.busy import Masks, SlotTaken
from tutti.scheduling.grid import SLOTS_A_BLOCK, Span, positions

BORDER = 2 * SLOTS_A_BLOCK
NEAR = st.integers(BORDER - 40, BORDER + 40)
SPANS = st.tuples(NEAR, st.integers(1, 20)).map(lambda pair: Span(pair[0], sum(pair)))
ACTS = st.lists(st.tuples(st.sampled_from(["claim", "free"]), SPANS), max_size=25)


def _busy(masks: Masks, window: Span) -> set[int]:
    return {window.first + position for position in positions(masks.busy("teacher", window))}


@MANY
@given(ACTS, SPANS)
def test_busy_is_what_was_claimed_and_not_freed(acts: list[tuple[str, Span]], window: Span) -> None:
    masks, model = Masks(), set[int]()
    for act, span in acts:
        slots = set(range(span.first, span.last))
        if act == "free":
            masks.free("teacher", span)
            model -= slots
        elif model & slots:
            with pytest.raises(SlotTaken):
                Masks(masks.bits.copy()).claim("teacher", span)
        else:
            masks.claim("teacher", span)
            model |= slots
    assert _busy(masks, window) == model & set(range(window.first, window.last))


@MANY
@given(SPANS, SPANS)
def test_a_claim_touches_its_own_blocks_only(claimed: Span, freed: Span) -> None:
    masks = Masks()
    masks.claim("teacher", claimed)
    blocks = {("teacher", block) for block, _ in claimed.blocks()}
    assert masks.touched == blocks
    masks.free("room", freed)
    assert masks.touched == blocks


def test_resources_do_not_disturb_each_other() -> None:
    masks, span = Masks(), Span(BORDER - 2, BORDER + 2)
    masks.claim("teacher", span)
    assert masks.busy("room", span) == 0
    assert masks.busy("teacher", span) == 0b1111


def test_a_window_far_from_any_mask_is_free() -> None:
    assert Masks().busy("teacher", Span(0, 4 * SLOTS_A_BLOCK)) == 0
