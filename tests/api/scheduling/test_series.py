"""Lessons that repeat: every date is decided when they are booked, and changes come in three scopes."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.support.door import Call, Reply
from tests.support.offers import a_piano_teacher, a_week
from tests.support.paper_sagas import PaperSchedules
from tests.support.school import School
from tests.support.timetable import Timetable
from tutti.kit.clock import rfc3339, utc_now, zone
from tutti.kit.due import Timers
from tutti.kit.ids import new_id
from tutti.scheduling.closure import Closure, Closures
from tutti.scheduling.series.entering import enter_series
from tutti.scheduling.series.extending import extend_series
from tutti.scheduling.store import ClosureStore, LessonStore, SeriesStore


def weekly(day: Timetable, days: int = 7, hour: int = 10, **changes: Any) -> dict[str, Any]:
    """The body that books this hour weekly, eight times, unless said otherwise."""
    body = day.booking(days, hour)
    start = day.at(days, hour).astimezone(zone("Europe/Vienna")).replace(tzinfo=None)
    del body["starts_at"]
    usual = {
        "start": start.isoformat(),
        "zone": "Europe/Vienna",
        "repetition": {"preset": "weekly", "count": 8},
    }
    return body | usual | changes


def _starts(call: Call, day: Timetable, person_id: str | None = None) -> list[str]:
    query = {
        "person_id": person_id or day.teacher.id,
        "to": rfc3339(utc_now() + timedelta(days=91)),
        "limit": 50,
    }
    found = call.get_calendar(by=day.school.admin, query=query)["items"]
    return [one["starts_at"] for one in found]


def _instants(reply: Reply) -> list[str]:
    return [one["original_start"] for one in reply["dates"]]


def test_every_date_of_a_series_takes_the_time_of_all(call: Call, day: Timetable) -> None:
    reply = call.book_series(weekly(day), by=day.school.admin)
    assert (reply.status, len(reply["lesson_ids"])) == (201, 8)
    for week in range(1, 9):
        for one in (day.teacher.id, day.room.id, day.student.id):
            assert day.busy(one, day.at(7 * week)) == 0b11


def test_the_lessons_stand_in_the_calendars_at_the_same_hour_of_the_clock(call: Call, day: Timetable) -> None:
    call.book_series(weekly(day), by=day.school.admin)
    found = _starts(call, day, day.student.id)
    here = zone("Europe/Vienna")
    assert {datetime.fromisoformat(one).astimezone(here).hour for one in found} == {10}
    assert len(found) == 8


def test_a_clash_in_a_late_week_is_told_before_anything_is_booked(call: Call, day: Timetable) -> None:
    other = day.another_child()
    call.book_lesson(day.booking(42, student_ids=[other.id]), by=day.school.admin)
    reply = call.book_series(weekly(day), by=day.school.admin)
    assert (reply.status, reply.problem) == (409, "SeriesClashes")
    verdicts = [one["verdict"] for one in reply["dates"]]
    assert verdicts == ["free"] * 5 + ["taken"] + ["free"] * 2
    assert day.busy(day.student.id, day.at(7)) == 0


def test_a_clashing_date_comes_with_times_that_can_be_booked(call: Call, day: Timetable) -> None:
    other = day.another_child()
    call.book_lesson(day.booking(42, student_ids=[other.id]), by=day.school.admin)
    reply = call.book_series(weekly(day), by=day.school.admin)
    near = reply["dates"][5]["alternatives"][0]
    single = day.booking() | {"starts_at": near["starts_at"], "room_id": near["room_id"]}
    assert call.book_lesson(single, by=day.school.admin).status == 201


def test_those_that_fit_are_taken_when_that_is_asked_for(call: Call, day: Timetable) -> None:
    other = day.another_child()
    call.book_lesson(day.booking(42, student_ids=[other.id]), by=day.school.admin)
    reply = call.book_series(weekly(day, take="fitting"), by=day.school.admin)
    assert (reply.status, len(reply["lesson_ids"])) == (201, 7)
    assert len(_starts(call, day, day.student.id)) == 7


def test_closed_days_are_skipped_without_a_clash(call: Call, day: Timetable) -> None:
    closed = day.at(21).date()
    closure = Closure(id=new_id("clo"), first_on=closed, last_on=closed, reason="Holidays")
    ClosureStore(day.school.tenant).create(Closures(closures=(closure,)))
    reply = call.book_series(weekly(day), by=day.school.admin)
    assert [one["verdict"] for one in reply["dates"]].count("closed") == 1
    assert len(reply["lesson_ids"]) == 7


def test_a_preview_tells_the_same_and_writes_nothing(call: Call, day: Timetable) -> None:
    reply = call.preview_series(weekly(day), by=day.school.admin)
    assert [one["verdict"] for one in reply["dates"]] == ["free"] * 8
    assert day.busy(day.teacher.id, day.at(7)) == 0


def test_a_second_series_on_the_same_hour_is_refused_for_every_date(call: Call, day: Timetable) -> None:
    call.book_series(weekly(day), by=day.school.admin)
    other = day.another_child()
    reply = call.book_series(weekly(day, student_ids=[other.id]), by=day.school.admin)
    assert {one["verdict"] for one in reply["dates"]} == {"taken"}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"repetition": {"preset": "custom", "rule": "FREQ=HOURLY"}}, "InvalidRule"),
        ({"repetition": {"preset": "custom", "rule": "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"}}, "InvalidRule"),
        ({"repetition": {"preset": "weekly", "count": 3, "ends_on": "2030-01-01"}}, "InvalidInput"),
        ({"start": "2020-01-06T10:00:00", "repetition": {"preset": "weekly", "count": 2}}, "InvalidRule"),
        ({"zone": "Mars/Olympus"}, "InvalidInput"),
        ({"minutes": 10}, "InvalidInput"),
        ({"minutes": 240}, "LengthNotAllowed"),
        ({"seats": 100, "kind": "group", "student_ids": []}, "InvalidInput"),
    ],
)
def test_impossible_series_are_refused_by_name(
    call: Call, day: Timetable, changes: dict[str, Any], problem: str
) -> None:
    reply = call.book_series(weekly(day, **changes), by=day.school.admin)
    assert (reply.status, reply.problem) == (422, problem)
    assert day.busy(day.teacher.id, day.at(7)) == 0


def test_a_series_without_an_end_is_claimed_up_to_the_horizon_and_extended(
    call: Call, day: Timetable, timers: PaperSchedules
) -> None:
    day.has_policy(series_horizon_weeks=12)
    booked = call.book_series(weekly(day, repetition={"preset": "weekly"}), by=day.school.admin)
    series_id, claimed = booked["series"]["id"], len(booked["lesson_ids"])
    assert list(timers.names) == [f"test-{series_id}-extend"]
    due = timers.names[f"test-{series_id}-extend"]
    extend_series(day.school.tenant, series_id, timers=_timers(timers), now=due)
    after = SeriesStore(day.school.tenant).get(series_id)
    assert len(after.occurrences) > claimed == 12
    assert day.busy(day.student.id, after.occurrences[-1]) == 0b11
    assert timers.names[f"test-{series_id}-extend"] > due


def _timers(paper: PaperSchedules) -> Any:
    return Timers(paper)


def test_lessons_are_entered_later_when_the_booking_was_cut_off(
    call: Call, day: Timetable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutti.scheduling.series.booking.enter_series", lambda *_: None)
    booked = call.book_series(weekly(day), by=day.school.admin)
    assert _starts(call, day) == []
    enter_series(day.school.tenant, booked["series"]["id"])
    enter_series(day.school.tenant, booked["series"]["id"])
    assert len(_starts(call, day)) == 8


class TestChanges:
    """This and the following lessons, or all: the past stays."""

    @pytest.fixture
    def series(self, call: Call, day: Timetable) -> Any:
        return call.book_series(weekly(day), by=day.school.admin)["series"]

    def _change(self, call: Call, day: Timetable, series: Any, **change: Any) -> Reply:
        body = {"scope": "following", "version": series["version"]} | change
        reply: Reply = call.change_series(body, by=day.school.admin, series_id=series["id"])
        return reply

    def test_following_splits_the_series_and_loses_no_lesson(
        self, call: Call, day: Timetable, series: Any
    ) -> None:
        later = (day.at(28, 14)).astimezone(zone("Europe/Vienna")).replace(tzinfo=None)
        at = rfc3339(day.at(28))
        reply = self._change(call, day, series, original_start=at, start=later.isoformat())
        assert reply.status == 201
        expected = [day.at(7 * week) for week in (1, 2, 3)] + [day.at(7 * week, 14) for week in range(4, 9)]
        assert _starts(call, day) == [rfc3339(one) for one in expected]

    def test_the_old_time_is_free_and_the_new_one_taken(
        self, call: Call, day: Timetable, series: Any
    ) -> None:
        later = (day.at(28, 14)).astimezone(zone("Europe/Vienna")).replace(tzinfo=None)
        self._change(call, day, series, original_start=rfc3339(day.at(28)), start=later.isoformat())
        assert [day.busy(day.student.id, day.at(days)) for days in (21, 28)] == [0b11, 0]
        assert day.busy(day.student.id, day.at(28, 14)) == 0b11

    def test_all_moves_to_another_weekday(self, call: Call, day: Timetable, series: Any) -> None:
        start = day.at(8, 11).astimezone(zone("Europe/Vienna")).replace(tzinfo=None)
        reply = self._change(call, day, series, scope="all", start=start.isoformat())
        assert _instants(reply) == [rfc3339(day.at(7 * week + 1, 11)) for week in range(1, 9)]
        assert day.busy(day.teacher.id, day.at(7)) == 0

    def test_a_change_that_overlaps_its_own_old_time_is_no_clash(
        self, call: Call, day: Timetable, series: Any
    ) -> None:
        reply = self._change(call, day, series, scope="all", minutes=60)
        assert reply.status == 201
        assert day.busy(day.teacher.id, day.at(7), 60) == 0b1111

    def test_another_teacher_takes_over(self, call: Call, day: Timetable, series: Any) -> None:
        vera = a_piano_teacher(
            day.school, "Vera Viel", availability=a_week(day.school, location_id=day.location.id)
        )
        self._change(call, day, series, scope="all", teacher_id=vera.id)
        assert (day.busy(day.teacher.id, day.at(7)), day.busy(vera.id, day.at(7))) == (0, 0b11)

    def test_a_clash_leaves_the_series_as_it_was(self, call: Call, day: Timetable, series: Any) -> None:
        other = day.another_child()
        call.book_lesson(day.booking(28, 14, student_ids=[other.id]), by=day.school.admin)
        later = (day.at(7, 14)).astimezone(zone("Europe/Vienna")).replace(tzinfo=None)
        reply = self._change(call, day, series, scope="all", start=later.isoformat())
        assert reply.problem == "SeriesClashes"
        assert [day.busy(day.student.id, day.at(7 * week)) for week in range(1, 9)] == [0b11] * 8

    def test_an_older_version_is_refused(self, call: Call, day: Timetable, series: Any) -> None:
        reply = self._change(call, day, series, scope="all", minutes=60, version=99)
        assert reply.problem == "VersionConflict"

    def test_a_lesson_that_answers_for_itself_stays_where_it_is(
        self, call: Call, day: Timetable, series: Any
    ) -> None:
        lesson_id = (
            LessonStore(day.school.tenant).calendar(day.teacher.id, day.at(13), day.at(15)).items[0].id
        )
        moved = call.move_lesson(
            {"starts_at": rfc3339(day.at(14, 16)), "version": 1}, by=day.school.admin, lesson_id=lesson_id
        )
        assert moved.status == 200
        now = call.get_series(by=day.school.admin, series_id=series["id"])
        self._change(call, day, now.body, scope="all", minutes=60)
        found = _starts(call, day)
        assert rfc3339(day.at(14, 16)) in found
        assert rfc3339(day.at(14)) not in found
        assert len(found) == 8

    def test_this_moves_one_lesson_and_keeps_the_pattern(
        self, call: Call, day: Timetable, series: Any
    ) -> None:
        there = day.at(15, 16).astimezone(zone("Europe/Vienna")).replace(tzinfo=None).isoformat()
        at = rfc3339(day.at(14))
        reply = self._change(call, day, series, scope="this", original_start=at, start=there)
        assert reply["series"]["exceptions"] == [at]
        assert [day.busy(day.student.id, when) for when in (day.at(14), day.at(15, 16))] == [0, 0b11]
        assert len(_starts(call, day)) == 8

    def test_ending_frees_the_rest_and_keeps_what_was_before(
        self, call: Call, day: Timetable, series: Any
    ) -> None:
        ending = {"at": rfc3339(day.at(28)), "version": series["version"]}
        reply = call.end_series(ending, by=day.school.admin, series_id=series["id"])
        assert len(reply["occurrences"]) == 3
        assert len(_starts(call, day)) == 3
        assert day.busy(day.teacher.id, day.at(28)) == 0

    def test_nothing_is_left_to_change_after_the_end(self, call: Call, day: Timetable, series: Any) -> None:
        at = rfc3339(day.at(100))
        assert self._change(call, day, series, original_start=at, minutes=60).problem == "SeriesOver"

    def test_strangers_see_and_change_nothing(
        self, call: Call, day: Timetable, series: Any, allegro: School
    ) -> None:
        for caller in (day.school.teacher, day.school.guardian, allegro.admin):
            assert call.get_series(by=caller, series_id=series["id"]).problem == "NoSuchSeries"
        body = {"scope": "all", "minutes": 60, "version": series["version"]}
        reply = call.change_series(body, by=day.school.teacher, series_id=series["id"])
        assert reply.problem == "NoSuchSeries"

    def test_the_family_reads_its_series(self, call: Call, day: Timetable, series: Any) -> None:
        assert call.get_series(by=day.parent, series_id=series["id"])["id"] == series["id"]
        listed = call.list_series(by=day.taught_by)["items"]
        assert [one["id"] for one in listed] == [series["id"]]


def _wall(day: Timetable, days: int) -> str:
    return day.at(days).astimezone(zone("Europe/Vienna")).replace(tzinfo=None).isoformat()


def test_a_series_that_another_one_follows_is_not_changed_again(call: Call, day: Timetable) -> None:
    series_id = call.book_series(weekly(day), by=day.school.admin)["series"]["id"]
    body = {"scope": "all", "start": _wall(day, 8), "version": 1}
    assert call.change_series(body, by=day.school.admin, series_id=series_id).status == 201
    body |= {"start": _wall(day, 9), "version": 2}
    again = call.change_series(body, by=day.school.admin, series_id=series_id)
    assert again.problem == "SeriesOver"
    assert len(_starts(call, day)) == 8


def test_a_series_begins_again_months_later_beside_what_is_booked_far_ahead(
    call: Call, day: Timetable
) -> None:
    forever = {"preset": "weekly"}
    series_id = call.book_series(weekly(day, repetition=forever), by=day.school.admin)["series"]["id"]
    other = day.another_child()
    far = day.booking(7 * 58, 15, student_ids=[other.id], overrides_rules=True)
    assert call.book_lesson(far, by=day.school.admin).status == 201
    body = {"scope": "all", "start": _wall(day, 7 * 10), "version": 1}
    reply = call.change_series(body, by=day.school.admin, series_id=series_id)
    assert (reply.status, len(reply["lesson_ids"])) == (201, 52)


def test_a_change_begins_within_a_year(call: Call, day: Timetable) -> None:
    series_id = call.book_series(weekly(day), by=day.school.admin)["series"]["id"]
    body = {"scope": "all", "start": _wall(day, 7 * 70), "version": 1}
    assert call.change_series(body, by=day.school.admin, series_id=series_id).problem == "TooFarAhead"


@pytest.mark.parametrize("start", ["0001-01-01T10:00:00", "2199-12-31T10:00:00", "9999-12-31T23:45:00"])
def test_a_start_at_the_end_of_time_is_refused_by_name(call: Call, day: Timetable, start: str) -> None:
    assert call.preview_series(weekly(day, start=start), by=day.school.admin).problem == "InvalidInput"
    series = call.book_series(weekly(day), by=day.school.admin)["series"]
    for scope in ("this", "following", "all"):
        body = {"scope": scope, "start": start, "version": 1}
        body |= {} if scope == "all" else {"original_start": series["occurrences"][1]}
        refused = call.change_series(body, by=day.school.admin, series_id=series["id"])
        assert refused.problem == "InvalidInput"
