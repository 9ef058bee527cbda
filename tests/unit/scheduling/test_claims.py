"""Claims against the table: one wins, and the masks that are read are the ones that were written."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.support.school import School, a_school
from tutti.kit.errors import Refusal
from tutti.kit.ids import new_id
from tutti.kit.raced import until_undisturbed
from tutti.scheduling.busy import BusyStore, MasksMoved, SlotTaken
from tutti.scheduling.grid import SLOTS_A_BLOCK, Span
from tutti.scheduling.service import claiming, freeing

HOUR = Span(SLOTS_A_BLOCK * 80 - 2, SLOTS_A_BLOCK * 80 + 2)
RACERS = 12


def _book(school: School, resources: list[str], *spans: Span) -> None:
    until_undisturbed(lambda: school.tenant.table.write(claiming(school.tenant, resources, spans)))


def test_of_many_who_want_the_same_hour_exactly_one_gets_it(aws: None, forte: School) -> None:
    teacher, start = new_id("per"), Barrier(RACERS)

    def race(number: int) -> str:
        start.wait()
        try:
            _book(forte, [teacher, f"student-{number}"], HOUR)
        except Refusal as refusal:
            return refusal.code()
        return "booked"

    with ThreadPoolExecutor(RACERS) as threads:
        outcomes = Counter(threads.map(race, range(RACERS)))
    assert outcomes == {"booked": 1, "SlotTaken": RACERS - 1}


def test_of_many_who_want_different_hours_of_a_teacher_everybody_gets_one(aws: None, forte: School) -> None:
    teacher, start = new_id("per"), Barrier(RACERS)
    hours = [Span(HOUR.first + 4 * n, HOUR.last + 4 * n) for n in range(RACERS)]

    def race(hour: Span) -> None:
        start.wait()
        _book(forte, [teacher], hour)

    with ThreadPoolExecutor(RACERS) as threads:
        list(threads.map(race, hours))
    whole = Span(hours[0].first, hours[-1].last)
    assert BusyStore(forte.tenant).read([teacher], [whole]).busy(teacher, whole) == whole.bits


def test_two_who_share_one_resource_cannot_both_book(forte: School) -> None:
    teacher, room = new_id("per"), new_id("rom")
    _book(forte, [teacher, room], HOUR)
    with pytest.raises(SlotTaken):
        _book(forte, [new_id("per"), room], HOUR)


def test_what_was_read_before_somebody_else_wrote_is_not_written(forte: School) -> None:
    teacher = new_id("per")
    early = claiming(forte.tenant, [teacher], [HOUR])
    _book(forte, [teacher], Span(HOUR.last, HOUR.last + 4))
    with pytest.raises(MasksMoved):
        forte.tenant.table.write(early)


def test_time_that_is_given_back_can_be_booked_again(forte: School) -> None:
    teacher = new_id("per")
    _book(forte, [teacher], HOUR)
    forte.tenant.table.write(freeing(forte.tenant, [teacher], [HOUR]))
    _book(forte, [teacher], HOUR)


def test_giving_back_what_nobody_booked_writes_nothing(forte: School) -> None:
    assert freeing(forte.tenant, [new_id("per")], [HOUR]) == []


def test_masks_are_the_studios_own(forte: School) -> None:
    teacher, other = new_id("per"), a_school("Other")
    _book(forte, [teacher], HOUR)
    assert BusyStore(other.tenant).read([teacher], [HOUR]).busy(teacher, HOUR) == 0
