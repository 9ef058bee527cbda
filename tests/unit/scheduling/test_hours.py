"""When a teacher is there: the usual week, days that are not like it, closed days, and buffers."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from tutti.kit.ids import derived_id
from tutti.kit.tenant import Tenant
from tutti.scheduling.availability import AvailabilityBlock, AvailabilityException, Hours, Weekday
from tutti.scheduling.busy import BusyStore, Masks, SlotTaken
from tutti.scheduling.closure import Closure, Closures
from tutti.scheduling.grid import Span, slot_after
from tutti.scheduling.lesson import Place
from tutti.scheduling.places import Diary, claim_place

VIENNA = "Europe/Vienna"
MONDAY = datetime(2027, 3, 1, tzinfo=UTC)
WINDOW = Span(slot_after(MONDAY - timedelta(days=1)), slot_after(MONDAY + timedelta(days=35)))
EAST, WEST = derived_id("loc", "east"), derived_id("loc", "west")
ANA, LEO = derived_id("per", "ana"), derived_id("per", "leo")


def _mondays(location_id: str | None = None) -> AvailabilityBlock:
    return AvailabilityBlock(
        weekday=Weekday.MONDAY, starts=time(14), ends=time(16), zone=VIENNA, location_id=location_id
    )


def _starts(
    hours: Hours, *, closures: Closures | None = None, masks: Masks | None = None, margin: int = 0
) -> list[str]:
    busy = BusyStore(Tenant("stu_1"))
    diary = Diary(busy, WINDOW, masks or Masks(), closures=closures or Closures(), margin=margin)
    return [one.starts_at.strftime("%m-%d %H:%M") for one in diary.openings(ANA, hours, 4, step=4)]


def _closed(first_on: date, last_on: date, location_id: str | None = None) -> Closures:
    closure = Closure(id=derived_id("clo", "x"), first_on=first_on, last_on=last_on, location_id=location_id)
    return Closures(closures=(closure,))


def test_a_day_away_has_no_hours() -> None:
    away = AvailabilityException(on=date(2027, 3, 8), zone=VIENNA)
    assert "03-08 13:00" in _starts(Hours([_mondays()]))
    assert not [one for one in _starts(Hours([_mondays()], [away])) if one.startswith("03-08")]


def test_part_of_a_day_away_leaves_the_rest() -> None:
    away = AvailabilityException(on=date(2027, 3, 8), starts=time(14), ends=time(15), zone=VIENNA)
    assert [one for one in _starts(Hours([_mondays()], [away])) if one.startswith("03-08")] == ["03-08 14:00"]


def test_a_day_away_from_one_place_leaves_the_others() -> None:
    away = AvailabilityException(on=date(2027, 3, 8), zone=VIENNA, location_id=EAST)
    places = Hours([_mondays(EAST), _mondays(WEST)], [away]).by_place(WINDOW)
    assert places[EAST, VIENNA].bit_count() + 8 == places[WEST, VIENNA].bit_count()


def test_an_extra_day_adds_hours() -> None:
    extra = AvailabilityException(
        on=date(2027, 3, 9), starts=time(9), ends=time(10), zone=VIENNA, is_available=True
    )
    assert _starts(Hours([], [extra])) == ["03-09 08:00"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts": time(9)},
        {"is_available": True},
        {"starts": time(10), "ends": time(9)},
        {"starts": time(9, 5), "ends": time(10)},
    ],
)
def test_refuses_exceptions_that_say_no_clear_time(wrong: Any) -> None:
    with pytest.raises(ValidationError):
        AvailabilityException(on=date(2027, 3, 9), zone=VIENNA, **wrong)


def test_closed_days_have_no_openings() -> None:
    open_days = [one[:5] for one in _starts(Hours([_mondays()]))]
    closed = _closed(date(2027, 3, 8), date(2027, 3, 15))
    assert [one[:5] for one in _starts(Hours([_mondays()]), closures=closed)] == [
        one for one in open_days if one not in ("03-08", "03-15")
    ]


def test_a_closed_location_leaves_the_others_open() -> None:
    closed = _closed(date(2027, 3, 8), date(2027, 3, 8), EAST)
    assert closed.on(date(2027, 3, 8), EAST)
    assert not closed.on(date(2027, 3, 8), WEST)
    assert closed.bits(WEST, VIENNA, WINDOW) == 0 != closed.bits(EAST, VIENNA, WINDOW)


def test_a_closed_day_is_a_day_of_the_places_zone_across_a_clock_change() -> None:
    short = _closed(date(2027, 3, 28), date(2027, 3, 28))
    assert short.bits(None, VIENNA, WINDOW).bit_count() == 23 * 4


def test_a_buffer_keeps_time_free_on_both_sides_of_a_lesson() -> None:
    masks = Masks()
    masks.claim(ANA, Span.between(MONDAY + timedelta(hours=14), MONDAY + timedelta(hours=14, minutes=30)))
    first = [one for one in _starts(Hours([_mondays()]), masks=masks, margin=1) if one.startswith("03-01")]
    assert first == []
    assert "03-01 13:00" in _starts(Hours([_mondays()]), masks=masks)


def test_a_claim_refuses_what_the_buffer_needs_and_guards_what_it_looked_at() -> None:
    masks, noon = Masks(), MONDAY + timedelta(hours=12)
    place = Place(teacher_id=ANA, starts_at=noon, ends_at=noon + timedelta(hours=1), zone=VIENNA)
    later = place.model_copy(
        update={"starts_at": noon + timedelta(hours=1), "ends_at": noon + timedelta(hours=2)}
    )
    claim_place(masks, place, [LEO], margin=2)
    with pytest.raises(SlotTaken):
        claim_place(masks, later, [], margin=2)
    claim_place(masks, later, [LEO])
    assert masks.guarded >= masks.touched


def test_lessons_that_follow_each_other_are_counted_each() -> None:
    masks, noon = Masks(), MONDAY + timedelta(hours=12)
    spans = [Span.between(noon + timedelta(hours=n), noon + timedelta(hours=n + 1)) for n in range(3)]
    for span in spans:
        masks.claim(LEO, span)
    assert masks.starting(LEO, WINDOW) == 3
    masks.free(LEO, spans[1])
    assert masks.starting(LEO, WINDOW) == 2
