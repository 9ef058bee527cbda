"""Video rooms: one for each time of a lesson, at the studio's provider or at the fallback."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.events.scheduling.follow_lesson import handler
from tests.support.classes import Class
from tests.support.door import Call
from tests.support.online import Rooms, an_online_class, at_zoom, opened, soon, stored
from tests.support.school import School
from tutti.kit.clock import rfc3339, utc_now
from tutti.kit.errors import StillWorking
from tutti.kit.facts import Envelope
from tutti.kit.ids import new_id
from tutti.kit.receipts import Receipts
from tutti.scheduling.lesson import Lesson, LessonStatus
from tutti.scheduling.store import LessonStore
from tutti.scheduling.video import online
from tutti.scheduling.video import rooms as video_rooms
from tutti.scheduling.video.rooms import Overtaken, follow_lesson
from tutti.scheduling.video.store import VideoStore
from tutti.scheduling.video.video import Opened, Video
from tutti.studios.model import VideoProvider


@pytest.fixture
def tomorrow(forte: School) -> Class:
    return an_online_class(forte)


def test_opens_a_room_at_the_studios_provider_once(tomorrow: Class) -> None:
    at_zoom(tomorrow.school)
    rooms = Rooms()
    links = [opened(tomorrow, caller, rooms) for caller in (tomorrow.taught_by, tomorrow.child)]
    assert links[0] == links[1]
    assert (links[0].provider, links[0].is_fallback) == (VideoProvider.ZOOM, False)
    assert rooms.opened == [f"{rfc3339(tomorrow.lessons[0].starts_at)} {tomorrow.school.studio.name}"]


def test_when_the_provider_fails_the_fallback_stands_in_and_says_so(tomorrow: Class) -> None:
    at_zoom(tomorrow.school)
    link = opened(tomorrow, tomorrow.child, Rooms(fails=True))
    assert (link.provider, link.is_fallback) == (VideoProvider.JITSI, True)
    assert link.url.startswith("https://jitsi.test/")
    assert VideoStore(tomorrow.school.tenant).get(tomorrow.lessons[0].id).link == link


def test_a_provider_without_an_account_is_stood_in_for(call: Call, tomorrow: Class) -> None:
    at_zoom(tomorrow.school)
    lesson = soon(tomorrow)
    link = call.open_video(by=tomorrow.child, lesson_id=lesson.id)
    assert (link["provider"], link["is_fallback"]) == ("jitsi", True)


def test_two_who_come_at_once_open_one_room(tomorrow: Class) -> None:
    lesson, rooms = tomorrow.lessons[0], Rooms()
    Receipts(tomorrow.school.tenant).claim(f"VIDEO#{lesson.id}#{lesson.sequence}")
    with pytest.raises(StillWorking):
        opened(tomorrow, tomorrow.child, rooms)
    assert rooms.opened == []


def test_who_opens_a_room_while_the_lesson_moves_closes_it_again(tomorrow: Class) -> None:
    lessons, lesson = LessonStore(tomorrow.school.tenant), tomorrow.lessons[0]

    class Slow(Rooms):
        def open(self, lesson: Lesson, topic: str) -> Opened:
            lessons.replace(lessons.get(lesson.id), lesson.revised_for_calendars())
            return super().open(lesson, topic)

    rooms = Slow()
    with pytest.raises(Overtaken):
        opened(tomorrow, tomorrow.child, rooms)
    assert (len(rooms.opened), rooms.closed) == (1, ["1"])
    assert lessons.get(lesson.id).video_url is None


def _moved(of: Class) -> datetime:
    """The lesson a day later, its old room none of its rooms."""
    before = LessonStore(of.school.tenant).get(of.lessons[0].id)
    day = timedelta(days=1)
    changes = {"starts_at": before.starts_at + day, "ends_at": before.ends_at + day, "video_url": None}
    stored(of, before, before.revised_for_calendars(**changes))
    return before.starts_at + day


def _follow(of: Class, rooms: Rooms) -> Video | None:
    tenant, lesson_id = of.school.tenant, of.lessons[0].id
    follow_lesson(tenant, lesson_id, now=utc_now(), providers=rooms)
    return VideoStore(tenant).find(lesson_id)


def test_a_moved_lesson_gets_another_room_and_loses_the_first(tomorrow: Class) -> None:
    at_zoom(tomorrow.school)
    rooms = Rooms()
    first = opened(tomorrow, tomorrow.taught_by, rooms)
    at = _moved(tomorrow)
    for _ in range(2):
        video = _follow(tomorrow, rooms)
    assert video is not None
    assert (video.starts_at, video.link.url != first.url) == (at, True)
    assert (rooms.closed, len(rooms.opened)) == (["1"], 2)
    assert LessonStore(tomorrow.school.tenant).get(video.id).video_url == video.link.url


def test_whoever_comes_first_after_a_move_gets_the_new_room(tomorrow: Class) -> None:
    rooms = Rooms()
    first = opened(tomorrow, tomorrow.taught_by, rooms)
    at = _moved(tomorrow)
    lesson_id = tomorrow.lessons[0].id
    link = online.open_video(tomorrow.child, lesson_id, now=at, providers=rooms)
    assert link.url != first.url
    video = _follow(tomorrow, rooms)
    assert (video and video.link, rooms.closed) == (link, ["1"])


def test_a_cancelled_lesson_leaves_no_room(tomorrow: Class) -> None:
    rooms, lessons = Rooms(), LessonStore(tomorrow.school.tenant)
    opened(tomorrow, tomorrow.taught_by, rooms)
    before = lessons.get(tomorrow.lessons[0].id)
    lessons.replace(before, before.revised_for_calendars(status=LessonStatus.CANCELLED))
    assert _follow(tomorrow, rooms) is None
    assert _follow(tomorrow, rooms) is None
    assert rooms.closed == ["1"]


def test_a_room_that_cannot_be_closed_keeps_nobody_waiting(tomorrow: Class) -> None:
    rooms = Rooms()
    opened(tomorrow, tomorrow.taught_by, rooms)
    _moved(tomorrow)
    rooms.fails = True
    video = _follow(tomorrow, rooms)
    assert video is not None
    assert video.link.provider is VideoProvider.JITSI


def test_a_lesson_that_never_had_a_room_needs_none(tomorrow: Class) -> None:
    rooms = Rooms()
    _moved(tomorrow)
    assert _follow(tomorrow, rooms) is None
    follow_lesson(tomorrow.school.tenant, new_id("les"), now=utc_now(), providers=rooms)
    assert rooms.opened == []


def test_the_consumer_follows_the_lesson(tomorrow: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms = Rooms()
    monkeypatch.setattr(video_rooms, "OwnProviders", lambda tenant: rooms)
    opened(tomorrow, tomorrow.taught_by, rooms)
    _moved(tomorrow)
    studio_id, subject = tomorrow.school.studio.id, tomorrow.lessons[0].id
    told: dict[str, Any] = {"studio_id": studio_id, "subject": subject, "name": "LessonMoved", "actor": "x"}
    handler.once(Envelope(id=new_id("fct"), at=utc_now(), **told))
    assert rooms.closed == ["1"]
