"""A parent subscribes to the child's lessons: the calendar app sees them booked, moved and cancelled."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from icalendar import Calendar

from tests.support.deployed import Deployed, eventually

SLUG = "forte"
Thing = dict[str, Any]


@dataclass
class Subscriber:
    """The office that books, the family whose child is taught, and the family's calendar app."""

    deployed: Deployed
    office: dict[str, str]
    parent: dict[str, str]
    teacher: dict[str, str]

    def __post_init__(self) -> None:
        self.teacher_id = self.deployed.get("/v1/me", self.teacher)["person_id"]
        [self.child] = self.deployed.get("/v1/students", self.parent)["items"]
        [course] = [one for one in self._read("/v1/courses")["items"] if one["kind"] == "private"][:1]
        self.course_id = course["id"]
        feed = self.deployed.post("/v1/calendar-feeds", self.parent, {"person_id": self.child["id"]})
        self.url, self.feed_id = feed["url"], feed["id"]

    def _read(self, path: str) -> Thing:
        return self.deployed.get(path, self.office)

    def book(self, path: str = "/v1/bookings", **when: Any) -> Thing:
        """What comes of the office's booking."""
        who = {"teacher_id": self.teacher_id, "student_ids": [self.child["id"]], "course_id": self.course_id}
        body = {"minutes": 30, "overrides_rules": True, **who, **when}
        return self.deployed.post(path, self.office, body)

    def move(self, lesson: Thing, starts_at: datetime) -> Thing:
        """The lesson at its new time."""
        body = {"starts_at": _text(starts_at), "version": lesson["version"], "overrides_rules": True}
        url = f"{self.deployed.api}/v1/lessons/{lesson['id']}/start"
        reply = self.deployed.http.put(url, json=body, headers=self.office)
        assert reply.status_code == 200, reply.text
        found: Thing = reply.json()
        return found

    def cancel(self, lesson_id: str) -> None:
        """Cancelled by the school."""
        self.deployed.post(f"/v1/lessons/{lesson_id}/cancel", self.office, {"reason": "school"})

    def read(self, mark: str = "") -> httpx.Response:
        """What the calendar app gets."""
        headers = {"accept": "text/calendar", **({"if-none-match": mark} if mark else {})}
        return self.deployed.http.get(self.url, headers=headers)

    def events(self, uid: str) -> list[Any]:
        """The events of this name in the calendar, in order."""
        found = Calendar.from_ical(self.read().text).walk("VEVENT")
        return [event for event in found if event["UID"] == f"{uid}@tutti"]

    def enter(self, lesson_id: str, who: dict[str, str]) -> httpx.Response:
        """Somebody comes into the video room."""
        return self.deployed.http.post(f"{self.deployed.api}/v1/lessons/{lesson_id}/video", headers=who)


def _text(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _some_night() -> datetime:
    """A quarter of an hour in a coming night, at which nobody else in these tests is taught."""
    night = (datetime.now(UTC) + timedelta(days=20 + secrets.randbelow(60))).replace(hour=1, minute=0)
    return night.replace(second=0, microsecond=0) + timedelta(minutes=15 * secrets.randbelow(8))


@pytest.fixture(scope="module")
def app(deployed: Deployed) -> Iterator[Subscriber]:
    headers = [deployed.sign_in(SLUG, role) for role in ("admin", "guardian", "teacher")]
    subscriber = Subscriber(deployed, *headers)
    yield subscriber
    url = f"{deployed.api}/v1/calendar-feeds/{subscriber.feed_id}"
    deployed.http.delete(url, headers=subscriber.parent)


def test_a_booked_lesson_stands_in_the_calendar(app: Subscriber) -> None:
    at = _some_night()
    lesson = app.book(starts_at=_text(at))
    reply = app.read()
    assert (reply.status_code, reply.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    [event] = app.events(lesson["id"])
    assert (event["STATUS"], event["DTSTART"].dt) == ("CONFIRMED", at)
    assert event["DTSTART"].params["TZID"] == lesson["zone"]


def test_what_has_not_changed_is_not_sent_again(app: Subscriber) -> None:
    mark = app.read().headers["etag"]
    again = app.read(mark)
    assert (again.status_code, again.content) == (304, b"")
    app.book(starts_at=_text(_some_night()))
    changed = app.read(mark)
    assert (changed.status_code, changed.headers["etag"] != mark) == (200, True)


def test_a_moved_lesson_moves_in_the_calendar(app: Subscriber) -> None:
    lesson = app.book(starts_at=_text(_some_night()))
    mark, later = app.read().headers["etag"], _some_night() + timedelta(days=70)
    app.move(lesson, later)
    assert app.read(mark).status_code == 200
    [event] = app.events(lesson["id"])
    assert (event["DTSTART"].dt, event["SEQUENCE"]) == (later, 1)


def test_a_cancelled_lesson_stays_and_says_so(app: Subscriber) -> None:
    lesson = app.book(starts_at=_text(_some_night()))
    app.cancel(lesson["id"])
    [event] = app.events(lesson["id"])
    assert (event["STATUS"], event["SUMMARY"].startswith("Cancelled: ")) == ("CANCELLED", True)


def test_a_series_is_one_event_with_its_exceptions(app: Subscriber) -> None:
    start = _some_night().replace(tzinfo=None).isoformat()
    series = app.book(
        "/v1/series", start=start, zone="Europe/Vienna", repetition={"preset": "weekly", "count": 6}
    )
    lesson_ids = series["lesson_ids"]
    lesson = app.deployed.get(f"/v1/lessons/{lesson_ids[2]}", app.office)
    app.move(lesson, datetime.fromisoformat(lesson["starts_at"]) + timedelta(hours=30))
    app.cancel(lesson_ids[4])
    master, moved, cancelled = app.events(series["series"]["id"])
    assert b"FREQ=WEEKLY" in master["RRULE"].to_ical()
    assert moved["RECURRENCE-ID"].dt == datetime.fromisoformat(lesson["original_start"])
    assert (moved["STATUS"], cancelled["STATUS"]) == ("CONFIRMED", "CANCELLED")


def test_the_calendar_names_nobody(app: Subscriber) -> None:
    text = app.read().text
    assert app.child["family_name"] not in text
    assert "ATTENDEE" not in text


def test_a_revoked_address_is_not_found(app: Subscriber) -> None:
    feed = app.deployed.post("/v1/calendar-feeds", app.parent, {"person_id": app.child["id"]})
    assert app.deployed.http.get(feed["url"]).status_code == 200
    url = f"{app.deployed.api}/v1/calendar-feeds/{feed['id']}"
    assert app.deployed.http.delete(url, headers=app.parent).status_code == 204
    assert app.deployed.http.get(feed["url"]).status_code == 404


def _quarter(at: datetime) -> datetime:
    """The quarter of an hour that begins next."""
    return (at + timedelta(minutes=15 - at.minute % 15)).replace(second=0, microsecond=0)


def test_all_meet_in_one_room_when_it_is_time(app: Subscriber) -> None:
    at = _quarter(datetime.now(UTC) + timedelta(seconds=30))
    lesson = app.book(starts_at=_text(at), mode="online")
    staff = app.enter(lesson["id"], app.teacher)
    assert (staff.status_code, staff.json()["provider"]) == (200, "jitsi")
    # Booked within the last half minute of a quarter it is the next but one, and its room not open yet.
    family = eventually(
        lambda: app.enter(lesson["id"], app.parent), lambda reply: reply.is_success, seconds=45
    )
    assert family.json() == staff.json()


def test_a_family_that_is_too_early_is_told_when_to_come(app: Subscriber) -> None:
    at = _quarter(datetime.now(UTC) + timedelta(hours=5))
    lesson = app.book(starts_at=_text(at), mode="online")
    refused = app.enter(lesson["id"], app.parent)
    assert (refused.status_code, refused.json()["code"]) == (409, "NotYetOpen")
    assert refused.json()["opens_at"] == _text(at - timedelta(minutes=15))
    first = app.enter(lesson["id"], app.teacher).json()["url"]
    moved = app.move(app.deployed.get(f"/v1/lessons/{lesson['id']}", app.office), at + timedelta(hours=3))
    assert "video_url" not in moved
    path = f"/v1/lessons/{lesson['id']}"
    look = lambda: app.deployed.get(path, app.office).get("video_url")  # noqa: E731 - one look
    assert eventually(look, lambda url: url is not None) != first
