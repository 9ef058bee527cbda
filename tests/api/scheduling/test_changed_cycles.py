"""A hybrid cycle that is changed when some have booked already: its new slots leave them their time."""

from tests.api.scheduling.test_hybrid_weeks import (
    a_group,
    a_sibling,
    book,
    free_slots,
    opened,
    set_cycle,
    sound_timetable,
)
from tests.support.timetable import Timetable

__all__ = ["sound_timetable"]


def test_slots_of_another_length_overlap_nothing_that_was_booked_before(day: Timetable) -> None:
    other = a_sibling(day, "Ben")
    series = a_group(day, day.student, other)
    window = opened(day, series)[0]
    assert book(day, window, day.student, 1).status == 201
    assert set_cycle(day, series, version=1, slot_minutes=45).status == 200
    assert free_slots(day, window) == [False]
    assert book(day, window, other).problem == "SlotTaken"
