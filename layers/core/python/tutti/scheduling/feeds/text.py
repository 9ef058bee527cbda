"""A feed as text: iCalendar (RFC 5545, RFC 7986), so that Google, Outlook and Apple show the same.

Cancelled lessons stay as cancelled events, and say so in their title as well: Outlook shows those of a
subscription without regard to their status.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vDuration,
    vRecur,
    vUri,
)

from tutti.kit.clock import zone
from tutti.scheduling.feeds.entries import Entry, status_of
from tutti.scheduling.feeds.zones import Observance, observances
from tutti.scheduling.lesson import Lesson, LessonKind, LessonMode

REFRESH = timedelta(hours=1)
PRODID = "-//Tutti//Calendar feed//EN"


@dataclass(frozen=True)
class Wording:
    """What is said of lessons: the calendar's name, names by id, and where the page stands.

    `students` are known to teachers only; families read in a feed of nobody but their own child.
    """

    title: str
    page_url: str
    names: Mapping[str, str] = field(default_factory=dict)
    students: Mapping[str, str] = field(default_factory=dict)
    teaches: bool = False

    def summary(self, lesson: Lesson) -> str:
        """The title of an event."""
        course = self.names.get(lesson.course_id, "Lesson")
        who = self.students.get(lesson.student_ids[0]) if _is_of_one(lesson) else None
        title = f"{course} · {who}" if who else course
        match status_of(lesson):
            case "CANCELLED":
                return f"Cancelled: {title}"
            case "TENTATIVE":
                return f"Requested: {title}"
        return title

    def place(self, lesson: Lesson) -> str:
        """Where it is."""
        if lesson.mode is LessonMode.ONLINE:
            return "Online"
        parts = (self.names.get(one) for one in (lesson.location_id, lesson.room_id) if one)
        return ", ".join(part for part in parts if part)

    def link(self, lesson: Lesson) -> str | None:
        """Where an online lesson is entered: families by the page, as their link is opened just in time."""
        if lesson.mode is not LessonMode.ONLINE:
            return None
        return lesson.video_url if self.teaches and lesson.video_url else f"{self.page_url}/calendar"

    def description(self, lesson: Lesson) -> str:
        """Who teaches, for families, and how to come in."""
        teacher = None if self.teaches else self.names.get(lesson.teacher_id)
        link = self.link(lesson)
        lines = (teacher and f"With {teacher}", link and f"Online: {link}")
        return "\n".join(line for line in lines if line)


def as_text(entries: Iterable[Entry], wording: Wording, *, now: datetime, years: tuple[int, int]) -> bytes:
    """The calendar of these entries, its time zones told for these years."""
    listed = list(entries)
    calendar = Calendar()
    for name, value in (
        ("PRODID", PRODID),
        ("VERSION", "2.0"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("NAME", wording.title),
        ("X-WR-CALNAME", wording.title),
        ("X-PUBLISHED-TTL", vDuration(REFRESH)),
    ):
        calendar.add(name, value)
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    for name in sorted({entry.lesson.zone for entry in listed} - {"UTC"}):
        calendar.add_component(_zone(name, observances(name, *years)))
    for entry in listed:
        calendar.add_component(_event(entry, wording, now))
    return bytes(calendar.to_ical())


def _zone(name: str, told: Iterable[Observance]) -> Timezone:
    made = Timezone()
    made.add("TZID", name)
    for one in told:
        part = TimezoneDaylight() if one.is_summer else TimezoneStandard()
        part.add("DTSTART", one.begins)
        part.add("TZOFFSETFROM", one.before)
        part.add("TZOFFSETTO", one.offset)
        part.add("TZNAME", one.name)
        if one.rule:
            part.add("RRULE", vRecur(one.rule))
        made.add_component(part)
    return made


def _event(entry: Entry, wording: Wording, now: datetime) -> Event:
    event, lesson, status = Event(), entry.lesson, status_of(entry.lesson)
    event.add("UID", f"{entry.uid}@tutti")
    event.add("DTSTAMP", now.replace(microsecond=0))
    event.add("SEQUENCE", entry.sequence)
    starts_at, ends_at = _local(lesson.zone, entry.starts_at, entry.ends_at)
    event.add("DTSTART", starts_at)
    event.add("DTEND", ends_at)
    if entry.replaces:
        event.add("RECURRENCE-ID", entry.replaces.astimezone(zone(lesson.zone)))
    if entry.rule:
        event.add("RRULE", vRecur(entry.rule))
    if entry.left_out:
        event.add("EXDATE", list(entry.left_out))
    event.add("STATUS", status)
    event.add("TRANSP", "TRANSPARENT" if status == "CANCELLED" else "OPAQUE")
    event.add("SUMMARY", wording.summary(lesson))
    for name, value in (("LOCATION", wording.place(lesson)), ("DESCRIPTION", wording.description(lesson))):
        if value:
            event.add(name, value)
    if link := wording.link(lesson):
        event.add("URL", vUri(link))
    return event


def _local(zone_name: str, *instants: datetime) -> list[datetime]:
    """By the wall clock of the zone; in UTC where that says an hour for the second time."""
    local = [at.astimezone(zone(zone_name)) for at in instants]
    return list(instants) if any(at.fold for at in local) else local


def _is_of_one(lesson: Lesson) -> bool:
    return lesson.kind is LessonKind.PRIVATE and len(lesson.student_ids) == 1
