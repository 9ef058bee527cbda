"""Openings: exactly the times at which teacher, room and student are free, and no others."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import FEW
from tutti.kit.ids import derived_id
from tutti.kit.tenant import Tenant
from tutti.scheduling.availability import AvailabilityBlock, Hours, Weekday
from tutti.scheduling.busy import BusyStore, Masks
from tutti.scheduling.grid import Span, instant_of, slot_after
from tutti.scheduling.openings import openings
from tutti.scheduling.places import Diary, window
from tutti.studios.model import Room

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
WINDOW = Span(slot_after(MONDAY), slot_after(MONDAY + timedelta(days=7)))
EAST, WEST = derived_id("loc", "east"), derived_id("loc", "west")
TEACHER, STUDENT = derived_id("per", "teacher"), derived_id("per", "student")
OFFSETS = st.integers(0, 7 * 96 - 1)
BUSY = st.lists(st.tuples(OFFSETS, st.integers(1, 12)), max_size=12)
BLOCKS = st.lists(
    st.tuples(
        st.sampled_from(Weekday), st.integers(0, 80), st.integers(1, 15), st.sampled_from([EAST, None])
    ),
    max_size=6,
)


def _wall(quarter: int) -> time:
    return time(quarter // 4, quarter % 4 * 15)


def _availability(blocks: list[tuple[Weekday, int, int, str | None]]) -> Hours:
    return Hours(
        [
            AvailabilityBlock(
                weekday=day, starts=_wall(first), ends=_wall(first + length), zone="UTC", location_id=where
            )
            for day, first, length, where in blocks
        ]
    )


def _spans(pairs: list[tuple[int, int]]) -> list[Span]:
    return [Span(WINDOW.first + offset, WINDOW.first + offset + length) for offset, length in pairs]


def _masks(*busy: tuple[str, list[Span]]) -> Masks:
    masks = Masks()
    for resource, spans in busy:
        for span in spans:
            for block, bits in span.blocks():
                masks.bits[resource, block] |= bits
    return masks


def _diary(masks: Masks, rooms: tuple[Room, ...] = (), student_id: str | None = None) -> Diary:
    students = [student_id] if student_id else []
    return Diary(BusyStore(Tenant("stu_1")), WINDOW, masks, rooms, students)


def _taken(spans: list[Span]) -> set[int]:
    return {slot for span in spans for slot in range(span.first, span.last)}


def _room(name: str, location_id: str) -> Room:
    return Room(id=derived_id("rom", name), name=name, location_id=location_id)


@FEW
@given(BLOCKS, BUSY, st.integers(1, 8), st.sampled_from([1, 2]))
def test_openings_are_all_times_free_long_enough(
    blocks: list[tuple[Weekday, int, int, str | None]], busy: list[tuple[int, int]], slots: int, step: int
) -> None:
    taken = _taken(_spans(busy))
    there = {
        (96 * day.number + quarter + WINDOW.first, where)
        for day, first, length, where in blocks
        for quarter in range(first, first + length)
    }
    expected = {
        (instant_of(slot), where)
        for slot, where in there
        if slot % step == 0
        and all((slot + k, where) in there and slot + k not in taken for k in range(slots))
        and slot + slots <= WINDOW.last
    }
    masks = _masks((TEACHER, _spans(busy)))
    free = _diary(masks).free(TEACHER, _availability(blocks))
    found = openings(TEACHER, free, WINDOW, slots, step=step)
    assert {(one.starts_at, one.location_id) for one in found} == expected


@FEW
@given(BUSY, BUSY, BUSY)
def test_an_opening_needs_a_free_room_and_a_free_student(
    first: list[tuple[int, int]], second: list[tuple[int, int]], own: list[tuple[int, int]]
) -> None:
    rooms = (_room("one", EAST), _room("two", EAST), _room("far", WEST))
    spans = [_spans(pairs) for pairs in (first, second, own)]
    masks = _masks((rooms[0].id, spans[0]), (rooms[1].id, spans[1]), (STUDENT, spans[2]))
    week = _availability([(day, 32, 15, EAST) for day in Weekday])
    found = _diary(masks, rooms, STUDENT).openings(TEACHER, week, 2)
    everywhere = _diary(Masks(), rooms).openings(TEACHER, week, 2)
    one, two, busy = (_taken(some) for some in spans)
    assert [opening.starts_at for opening in found] == [
        opening.starts_at
        for opening in everywhere
        if (at := set(range(opening.span.first, opening.span.last)))
        and not at & busy
        and not (at & one and at & two)
    ]


def test_the_place_is_a_free_room_of_the_location() -> None:
    rooms = (_room("far", WEST), _room("one", EAST), _room("two", EAST))
    opening = _diary(Masks(), rooms).openings(TEACHER, _availability([(Weekday.MONDAY, 40, 4, EAST)]), 4)[0]
    masks = _masks((rooms[1].id, [opening.span]))
    assert _diary(Masks(), rooms).place(opening).room_id == rooms[1].id
    assert _diary(masks, rooms).place(opening).room_id == rooms[2].id


def test_where_there_are_no_rooms_none_is_needed() -> None:
    online = _availability([(Weekday.MONDAY, 40, 4, None)])
    (opening,) = _diary(Masks(), (_room("one", EAST),)).openings(TEACHER, online, 4)
    assert _diary(Masks()).place(opening).room_id is None


def test_the_same_time_in_two_places_is_two_openings_in_a_stable_order() -> None:
    week = _availability([(Weekday.MONDAY, 40, 4, EAST), (Weekday.MONDAY, 40, 4, None)])
    found = _diary(Masks()).openings(TEACHER, week, 4)
    assert [one.location_id for one in found] == [None, EAST]


def test_an_opening_tells_day_and_hour_by_the_clock_there() -> None:
    late = AvailabilityBlock(weekday=Weekday.SUNDAY, starts=time(22), ends=time(23), zone="America/Toronto")
    around = Span(WINDOW.first - 96, WINDOW.last)
    (opening,) = openings(TEACHER, Hours([late]).by_place(around), around, 4)
    assert (opening.starts_at, opening.weekday, opening.hour) == (
        MONDAY + timedelta(hours=3),
        Weekday.SUNDAY,
        22,
    )


def test_the_window_begins_after_the_lead_time_and_is_never_empty() -> None:
    now = MONDAY + timedelta(minutes=1)
    usual = window(now, lead=timedelta(hours=24), horizon=timedelta(days=28))
    assert instant_of(usual.first) == MONDAY + timedelta(days=1, minutes=15)
    assert instant_of(usual.last) == MONDAY + timedelta(days=28, minutes=15)
    odd = window(now, lead=timedelta(days=14), horizon=timedelta(days=1))
    assert odd.last > odd.first
