"""The first suitable slot (SCH-26): what was asked for, else what suits the best teacher, else anything."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.unit.enrollment.drafts import a_block, a_teacher
from tutti.enrollment.assignment import Candidate, rank
from tutti.enrollment.enrollment import Preferences
from tutti.enrollment.holding import first_suitable
from tutti.enrollment.preferences import TimeOfDay
from tutti.enrollment.store import NoPlaceLeft
from tutti.kit.tenant import Tenant
from tutti.people.teacher import Teacher
from tutti.scheduling.availability import Weekday
from tutti.scheduling.busy import BusyStore, Masks
from tutti.scheduling.grid import Span, slot_after
from tutti.scheduling.places import Diary

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
WEEK = Span(slot_after(MONDAY), slot_after(MONDAY + timedelta(days=7)))
EARLY = a_teacher("Early", a_block(Weekday.MONDAY, 9, 11))
LATE = a_teacher("Late", a_block(Weekday.MONDAY, 15, 17), a_block(Weekday.TUESDAY, 15, 17))


def _found(*teachers: Teacher, **wishes: object) -> tuple[str, datetime]:
    preferences = Preferences.model_validate(wishes)
    scores = rank([Candidate(one, 0) for one in teachers], "piano", preferences)
    diary = Diary(BusyStore(Tenant("stu_1")), WEEK, Masks())
    score, opening = first_suitable(scores, diary, 4, preferences)
    return score.candidate.teacher.display_name, opening.starts_at


def test_the_opening_that_was_asked_for_comes_first() -> None:
    asked = MONDAY + timedelta(hours=9, minutes=45)
    assert _found(LATE, EARLY, starts_at=asked) == ("Early", asked)


def test_an_opening_of_another_teacher_was_not_asked_for() -> None:
    asked = MONDAY + timedelta(hours=9, minutes=45)
    assert _found(EARLY, LATE, starts_at=asked, teacher_id=LATE.id)[0] == "Late"


def test_else_the_best_teachers_first_that_suits() -> None:
    assert _found(EARLY, LATE, weekdays=["TU"]) == ("Late", MONDAY + timedelta(days=1, hours=15))


def test_what_suits_with_the_second_best_goes_before_what_does_not_suit_with_the_best() -> None:
    wishes = {"weekdays": ["MO"], "time_of_day": TimeOfDay.MORNING}
    assert _found(LATE, EARLY, **wishes) == ("Early", MONDAY + timedelta(hours=9))


def test_else_the_first_at_all() -> None:
    assert _found(EARLY, weekdays=["SU"]) == ("Early", MONDAY + timedelta(hours=9))


def test_of_openings_that_suit_alike_the_teachers_who_was_asked_for_come_first() -> None:
    for teacher in (EARLY, LATE):
        assert _found(EARLY, LATE, teacher_id=teacher.id)[0] == teacher.display_name


def test_refuses_when_there_is_no_opening_at_all() -> None:
    with pytest.raises(NoPlaceLeft):
        _found(a_teacher("Idle"))
