"""Feeds for tests: lessons of a series, and what a calendar app makes of a feed."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import recurring_ical_events
from icalendar import Calendar

from tutti.kit.clock import zone
from tutti.kit.ids import derived_id, new_id
from tutti.scheduling.feeds.entries import entries_of
from tutti.scheduling.feeds.text import Wording, as_text
from tutti.scheduling.lesson import Lesson, LessonKind

FIRST = datetime.fromisoformat("2026-09-07T16:00")
NOW = datetime(2026, 9, 1, 8, tzinfo=zone("UTC"))
TEACHER, STUDENT, COURSE, PLACE = new_id("per"), new_id("per"), new_id("crs"), new_id("loc")
NAMES = {COURSE: "Piano", TEACHER: "Theo Tal", PLACE: "Main house, Ring 1, 1010 Wien"}


def a_lesson(at: datetime, series_id: str | None = None, **changes: Any) -> Lesson:
    """Half an hour of piano at this wall time of Vienna, or of the time's own zone."""
    local = at if at.tzinfo else at.replace(tzinfo=zone("Europe/Vienna"))
    usual: dict[str, Any] = {
        "id": derived_id("les", series_id or "", local.isoformat()),
        "kind": LessonKind.PRIVATE,
        "course_id": COURSE,
        "series_id": series_id,
        "student_ids": (STUDENT,),
        "teacher_id": TEACHER,
        "location_id": PLACE,
        "zone": str(local.tzinfo),
        "starts_at": local,
        "ends_at": local.astimezone(zone("UTC")) + timedelta(minutes=30),
        "original_start": local,
    }
    return Lesson(**usual | changes)


def moved(lesson: Lesson, by: timedelta) -> Lesson:
    """The lesson so much later."""
    changes = {"starts_at": lesson.starts_at + by, "ends_at": lesson.ends_at + by}
    return lesson.revised_for_calendars(**changes)


def a_feed(lessons: Iterable[Lesson], **wording: Any) -> str:
    """The text of a feed of these lessons."""
    said = Wording(**{"title": "Sam · Forte", "page_url": "https://tutti.test", "names": NAMES} | wording)
    return as_text(entries_of(lessons), said, now=NOW, years=(2026, 2027)).decode()


def shown(text: str) -> list[tuple[datetime, datetime, str]]:
    """What a calendar app that reads the standard shows: start, end and status, in order."""
    found = recurring_ical_events.of(Calendar.from_ical(text)).between((2025, 1, 1), (2029, 1, 1))
    utc = zone("UTC")
    return sorted(
        (one["DTSTART"].dt.astimezone(utc), one["DTEND"].dt.astimezone(utc), str(one["STATUS"]))
        for one in found
    )


def booked(lessons: Iterable[Lesson]) -> list[tuple[datetime, datetime, str]]:
    """What it should show."""
    words = {"requested": "TENTATIVE", "cancelled": "CANCELLED", "declined": "CANCELLED"}
    return sorted((one.starts_at, one.ends_at, words.get(one.status, "CONFIRMED")) for one in lessons)
