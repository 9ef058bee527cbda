"""What becomes of lessons when a government moves the clocks after they were booked: a report says which."""

from datetime import timedelta

from tests.api.scheduling.test_series import weekly
from tests.support.door import Call
from tests.support.school import School
from tests.support.timetable import Timetable
from tutti.kit.clock import rfc3339, utc_now, zone
from tutti.scheduling.recurrence.zone_report import moves_of
from tutti.scheduling.series.series import Series
from tutti.scheduling.store import SeriesStore

HOUR = timedelta(hours=1)


def _booked_under_older_rules(call: Call, day: Timetable, from_date: int) -> Series:
    """A series of eight, from this one on stored when clocks still stood an hour ahead."""
    series_id = call.book_series(weekly(day), by=day.school.admin)["series"]["id"]
    store = SeriesStore(day.school.tenant)
    series = store.get(series_id)
    at = series.occurrences
    stored = (*at[:from_date], *(one - HOUR for one in at[from_date:]))
    return store.replace(series, series.model_copy(update={"occurrences": stored}))


def test_names_lessons_whose_hour_is_another_instant(call: Call, day: Timetable) -> None:
    series = _booked_under_older_rules(call, day, from_date=6)
    [found] = call.report_zone_moves(by=day.school.admin)["items"]
    assert found["series_id"] == series.id
    assert [move["was_at"] for move in found["moves"]] == [rfc3339(one) for one in series.occurrences[6:]]
    assert [move["is_at"] for move in found["moves"]] == [
        rfc3339(one + HOUR) for one in series.occurrences[6:]
    ]
    local = (series.occurrences[6] + HOUR).astimezone(zone("Europe/Vienna"))
    assert found["moves"][0]["wall"] == f"{local:%Y-%m-%dT%H:%M:%S}"
    assert found["moves"][0]["lesson_id"] == series.lesson_id(series.occurrences[6])


def test_says_nothing_of_lessons_that_stay(call: Call, day: Timetable) -> None:
    call.book_series(weekly(day), by=day.school.admin)
    assert call.report_zone_moves(by=day.school.owner).body == {"items": []}


def test_the_past_does_not_move(call: Call, day: Timetable) -> None:
    series = _booked_under_older_rules(call, day, from_date=6)
    assert len(moves_of(series, utc_now())) == 2
    assert len(moves_of(series, series.occurrences[6])) == 1
    assert moves_of(series, series.occurrences[7]) == ()


def test_a_zone_that_is_gone_has_no_instants(call: Call, day: Timetable) -> None:
    series = _booked_under_older_rules(call, day, from_date=8)
    gone = series.model_copy(update={"zone": "Europe/Atlantis"})
    moves = moves_of(gone, utc_now())
    assert len(moves) == 8
    assert {move.is_at for move in moves} == {None}


def test_goes_through_all_series_by_pages(call: Call, day: Timetable) -> None:
    for hour in (9, 10, 11):
        call.book_series(weekly(day, hour=hour), by=day.school.admin)
    first = call.report_zone_moves(by=day.school.admin, query={"limit": 2})
    rest = call.report_zone_moves(by=day.school.admin, query={"limit": 2, "cursor": first["cursor"]})
    assert "cursor" not in rest.body


def test_is_for_the_office(call: Call, day: Timetable, allegro: School) -> None:
    _booked_under_older_rules(call, day, from_date=6)
    for caller in (day.school.teacher, day.school.guardian, day.school.manager()):
        assert call.report_zone_moves(by=caller).status == 403
    assert call.report_zone_moves(by=allegro.admin)["items"] == []
