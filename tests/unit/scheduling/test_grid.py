"""The 15-minute grid: instants, slots, bits and blocks, against models so plain that they are right."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import MANY
from tutti.kit.errors import Invalid
from tutti.scheduling.grid import (
    BLOCK_BYTES,
    SLOT,
    SLOTS_A_BLOCK,
    OffTheGrid,
    Span,
    instant_of,
    positions,
    slot_after,
    starts,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SLOTS = st.integers(0, 6 * SLOTS_A_BLOCK)
SPANS = st.tuples(SLOTS, st.integers(1, 3 * SLOTS_A_BLOCK)).map(lambda pair: Span(pair[0], sum(pair)))
BITS = st.integers(0, (1 << 200) - 1)


def test_a_block_is_four_weeks_in_one_small_item() -> None:
    assert timedelta(days=28) == SLOTS_A_BLOCK * SLOT
    assert BLOCK_BYTES == 336


@MANY
@given(SLOTS, st.integers(1, 500))
def test_a_span_goes_there_and_back(first: int, slots: int) -> None:
    span = Span.between(instant_of(first), instant_of(first + slots))
    assert span == Span(first, first + slots)
    assert span.bits.bit_count() == slots


@pytest.mark.parametrize("off", [timedelta(minutes=1), timedelta(seconds=1), timedelta(microseconds=1)])
def test_refuses_what_is_off_the_grid(off: timedelta) -> None:
    with pytest.raises(OffTheGrid):
        Span.between(NOON + off, NOON + SLOT)
    with pytest.raises(OffTheGrid):
        Span.between(NOON, NOON + SLOT + off)


@pytest.mark.parametrize("length", [timedelta(0), -SLOT])
def test_refuses_what_does_not_end_after_it_starts(length: timedelta) -> None:
    with pytest.raises(Invalid):
        Span.between(NOON, NOON + length)


@MANY
@given(SPANS)
def test_the_blocks_of_a_span_hold_its_slots_and_no_other(span: Span) -> None:
    held = [block * SLOTS_A_BLOCK + position for block, bits in span.blocks() for position in positions(bits)]
    assert held == list(range(span.first, span.last))


@MANY
@given(SPANS)
def test_the_bits_of_a_block_fit_into_it(span: Span) -> None:
    assert all(0 < bits < 1 << SLOTS_A_BLOCK for _, bits in span.blocks())


@MANY
@given(BITS)
def test_positions_are_where_the_ones_are(bits: int) -> None:
    assert list(positions(bits)) == [n for n, digit in enumerate(reversed(f"{bits:b}")) if digit == "1"]


@MANY
@given(BITS, st.integers(1, 12))
def test_starts_are_where_enough_free_slots_follow_each_other(free: int, slots: int) -> None:
    naive = [n for n in range(200) if all(free >> n + k & 1 for k in range(slots))]
    assert list(positions(starts(free, slots))) == naive


@MANY
@given(st.timedeltas(timedelta(0), timedelta(days=4000)).map(lambda later: NOON + later))
def test_the_slot_after_an_instant_is_the_first_that_starts_then_or_later(instant: datetime) -> None:
    slot = slot_after(instant)
    assert instant_of(slot) >= instant > instant_of(slot - 1)
