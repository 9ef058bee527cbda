"""Feeds as Google, Outlook and Apple read them: the text, and what a reader of the standard shows of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.support.examples import FEW
from tests.support.feeds import a_feed, a_lesson, booked, moved, shown
from tutti.kit.clock import zone
from tutti.kit.ids import new_id
from tutti.scheduling.lesson import Lesson, LessonKind, LessonMode, LessonStatus

SERIES = new_id("ser")
FIRST = datetime.fromisoformat("2026-09-07T16:00")
EARLIEST = datetime.fromisoformat("2026-06-05T00:00")
WEEK = timedelta(days=7)
Fates = dict[str, Callable[[Lesson], Lesson | None]]


def weekly(count: int, *, every: int = 1, first: datetime = FIRST) -> list[Lesson]:
    return [a_lesson(first + n * every * WEEK, SERIES) for n in range(count)]


def events(text: str) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_a_series_is_one_event_with_a_rule() -> None:
    [event] = events(a_feed(weekly(30)))
    assert event["UID"] == f"{SERIES}@tutti"
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20270329T140000Z;INTERVAL=1;BYDAY=MO;WKST=MO"
    assert event["DTSTART"].params["TZID"] == "Europe/Vienna"


def test_lessons_keep_their_hour_when_clocks_change() -> None:
    hours = {at.astimezone(zone("Europe/Vienna")).hour for at, _, _ in shown(a_feed(weekly(52)))}
    assert hours == {16}


def test_shows_every_second_week_and_several_days_a_week() -> None:
    lessons = [*weekly(8, every=2), *weekly(8, every=2, first=FIRST + timedelta(days=3))]
    [event] = events(a_feed(lessons))
    assert b"INTERVAL=2;BYDAY=MO,TH" in event["RRULE"].to_ical()
    assert shown(a_feed(lessons)) == booked(lessons)


def test_leaves_out_what_is_not_there() -> None:
    lessons = weekly(10)
    del lessons[4], lessons[7]
    [event] = events(a_feed(lessons))
    assert len(event["EXDATE"].dts) == 2
    assert shown(a_feed(lessons)) == booked(lessons)


def test_a_moved_lesson_replaces_its_date() -> None:
    lessons = weekly(6)
    lessons[2] = moved(lessons[2], timedelta(days=1, hours=2))
    master, exception = events(a_feed(lessons))
    assert (exception["UID"], exception["SEQUENCE"]) == (master["UID"], 1)
    assert exception["RECURRENCE-ID"].dt == lessons[2].original_start
    assert exception["RECURRENCE-ID"].params["TZID"] == "Europe/Vienna"
    assert shown(a_feed(lessons)) == booked(lessons)


def test_a_cancelled_lesson_stays_and_says_so_to_apps_that_do_not_know_a_status() -> None:
    lessons = weekly(6)
    lessons[5] = lessons[5].revised_for_calendars(status=LessonStatus.CANCELLED)
    _, exception = events(a_feed(lessons))
    assert (exception["STATUS"], exception["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert exception["SUMMARY"] == "Cancelled: Piano"
    assert shown(a_feed(lessons)) == booked(lessons)


def test_a_series_that_is_cancelled_for_good_shows_each_date() -> None:
    lessons = [one.revised_for_calendars(status=LessonStatus.CANCELLED) for one in weekly(3)]
    assert [event["STATUS"] for event in events(a_feed(lessons))] == ["CANCELLED"] * 3


def test_a_request_is_tentative() -> None:
    [event] = events(a_feed([a_lesson(FIRST, status=LessonStatus.REQUESTED)]))
    assert (event["STATUS"], event["SUMMARY"]) == ("TENTATIVE", "Requested: Piano")


def test_dates_without_a_weekly_pattern_stand_for_themselves() -> None:
    lessons = [a_lesson(FIRST.replace(month=month, day=13), SERIES) for month in (9, 10, 11, 12)]
    found = events(a_feed(lessons))
    assert {str(event["UID"]) for event in found} == {f"{one.id}@tutti" for one in lessons}
    assert shown(a_feed(lessons)) == booked(lessons)


def test_students_of_a_group_come_and_go_without_another_event() -> None:
    lessons = [
        one.model_copy(update={"kind": LessonKind.GROUP, "student_ids": (new_id("per"),)})
        for one in weekly(5)
    ]
    [event] = events(a_feed(lessons, teaches=True, students={lessons[0].student_ids[0]: "Sam"}))
    assert event["SUMMARY"] == "Piano"


def test_a_lesson_in_the_hour_that_comes_twice_has_its_own() -> None:
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=zone("Europe/Vienna"))
    for lesson in (a_lesson(twice), a_lesson(twice.replace(fold=1))):
        assert shown(a_feed([lesson])) == booked([lesson])


def test_a_wall_time_that_a_clock_change_skips_is_shown_when_it_is() -> None:
    first = datetime.fromisoformat("2027-03-14T02:30")
    lessons = [a_lesson(first + n * WEEK, SERIES) for n in range(5)]
    assert shown(a_feed(lessons)) == booked(lessons)


def test_says_where_and_with_whom() -> None:
    [event] = events(a_feed([a_lesson(FIRST)]))
    assert event["LOCATION"] == "Main house, Ring 1, 1010 Wien"
    assert event["DESCRIPTION"] == "With Theo Tal"
    assert "URL" not in event


def test_an_online_lesson_links_to_the_page_that_opens_it() -> None:
    [event] = events(a_feed([a_lesson(FIRST, mode=LessonMode.ONLINE)]))
    assert (event["LOCATION"], event["URL"]) == ("Online", "https://tutti.test/calendar")


def test_lines_end_with_crlf_and_are_no_longer_than_75_octets() -> None:
    names = {"crs": "x"}
    long = a_lesson(FIRST)
    text = a_feed([long], names={long.course_id: "Ćwiczenia, gamma; Übung\nund 🎹 " * 8, **names})
    raw = text.encode()
    assert raw.endswith(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    [event] = events(text)
    assert event["SUMMARY"].startswith("Ćwiczenia, gamma; Übung\nund 🎹")


def test_what_people_type_cannot_add_a_line() -> None:
    lesson = a_lesson(FIRST)
    text = a_feed([lesson], names={lesson.course_id: "Piano\r\nATTENDEE:mailto:x@x.test"})
    assert "\r\nATTENDEE" not in text
    assert len(events(text)) == 1


def test_an_empty_calendar_is_one() -> None:
    assert events(a_feed([])) == []
    assert a_feed([]).startswith("BEGIN:VCALENDAR\r\n")


@FEW
@given(
    zone_name=st.sampled_from(
        ["Europe/Vienna", "America/Toronto", "Africa/Casablanca", "Asia/Kathmandu", "UTC"]
    ),
    first=st.integers(0, 4 * 24 * 270).map(lambda quarters: EARLIEST + quarters * timedelta(minutes=15)),
    every=st.integers(1, 3),
    kept=st.lists(st.sampled_from(["kept", "gone", "moved", "cancelled", "longer"]), min_size=1, max_size=30),
)
def test_shows_what_is_booked_whatever_became_of_a_series(
    zone_name: str, first: datetime, every: int, kept: list[str]
) -> None:
    made = [
        a_lesson((first + n * every * WEEK).replace(tzinfo=zone(zone_name)), SERIES) for n in range(len(kept))
    ]
    changes: Fates = {
        "kept": lambda one: one,
        "gone": lambda one: None,
        "moved": lambda one: moved(one, timedelta(hours=25)),
        "cancelled": lambda one: one.revised_for_calendars(status=LessonStatus.CANCELLED),
        "longer": lambda one: one.revised_for_calendars(ends_at=one.ends_at + timedelta(minutes=15)),
    }
    lessons = [after for one, fate in zip(made, kept, strict=True) if (after := changes[fate](one))]
    assert shown(a_feed(lessons)) == booked(lessons)
