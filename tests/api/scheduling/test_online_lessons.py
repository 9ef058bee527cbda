"""Online lessons: one room for all who take part, opened just in time, by nobody too early or too late."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import boto3
import pytest

from tests.support.classes import Class
from tests.support.door import Call
from tests.support.school import School
from tutti.kit.caller import Caller
from tutti.kit.clock import rfc3339, utc_now
from tutti.kit.errors import StillWorking
from tutti.kit.ids import new_id
from tutti.kit.receipts import Receipts
from tutti.kit.role import Role
from tutti.scheduling import calendars, online, video_rooms
from tutti.scheduling.lesson import Lesson, LessonMode, LessonStatus
from tutti.scheduling.store import LessonStore
from tutti.scheduling.video import NotOnline, NotYetOpen, Opened, Video, seen_by_families
from tutti.scheduling.video_gateway import VideoRooms
from tutti.scheduling.video_http import ProviderFailed
from tutti.scheduling.video_rooms import Overtaken, follow_lesson
from tutti.scheduling.video_store import VideoStore
from tutti.studios.model import VideoProvider
from tutti.studios.store import StudioStore

PARAMETERS = "/tutti/test/video"


@dataclass
class Rooms:
    """Rooms on paper, at every provider; they fail while `fails`."""

    fails: bool = False
    opened: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)

    def rooms(self, provider: VideoProvider) -> VideoRooms | None:
        return self

    def open(self, lesson: Lesson, topic: str) -> Opened:
        if self.fails:
            raise ProviderFailed(503)
        self.opened.append(f"{rfc3339(lesson.starts_at)} {topic}")
        return Opened(url=f"https://zoom.test/{len(self.opened)}", room=str(len(self.opened)))

    def close(self, room: str) -> None:
        if self.fails:
            raise ProviderFailed(503)
        self.closed.append(room)


@pytest.fixture
def tomorrow(forte: School) -> Class:
    """A class with an online lesson."""
    found = Class(forte, 0)
    before = found.lessons[0]
    found.lessons[0] = _store(found, before, before.model_copy(update={"mode": LessonMode.ONLINE}))
    return found


@pytest.fixture(autouse=True)
def no_account() -> Iterator[None]:
    yield
    ssm = boto3.client("ssm")
    for one in ssm.describe_parameters()["Parameters"]:
        ssm.delete_parameter(Name=one["Name"])


def _store(of: Class, before: Lesson, after: Lesson) -> Lesson:
    return LessonStore(of.school.tenant).replace(before, after)


def _at_zoom(school: School) -> None:
    studios = StudioStore(school.tenant)
    before = studios.current()
    policy = before.policy.model_copy(update={"video_provider": VideoProvider.ZOOM})
    studios.replace(before, before.model_copy(update={"policy": policy}))


def _open(of: Class, by: Caller, rooms: Rooms, *, early: timedelta = timedelta(minutes=10)) -> Any:
    lesson = of.lessons[0]
    return online.open_video(by, lesson.id, now=lesson.starts_at - early, providers=rooms)


def _soon(of: Class) -> Lesson:
    """The lesson, which begins in some minutes."""
    before, at = of.lessons[0], utc_now() + timedelta(minutes=10)
    moved = before.model_copy(update={"starts_at": at, "ends_at": at + timedelta(minutes=30)})
    return _store(of, before, moved)


def test_all_who_take_part_meet_in_the_same_room(call: Call, tomorrow: Class) -> None:
    lesson = _soon(tomorrow)
    links = [
        call.open_video(by=caller, lesson_id=lesson.id)
        for caller in (tomorrow.child, tomorrow.taught_by, tomorrow.parent, tomorrow.school.admin)
    ]
    assert [link.status for link in links] == [200] * 4
    assert len({link["url"] for link in links}) == 1
    assert links[0].body == {"url": links[0]["url"], "provider": "jitsi", "is_fallback": False}
    assert LessonStore(tomorrow.school.tenant).get(lesson.id).video_url == links[0]["url"]


def test_nobody_guesses_the_name_of_a_room(call: Call, forte: School) -> None:
    urls = set()
    for _ in range(2):
        found = Class(forte, 0)
        before = found.lessons[0]
        found.lessons[0] = _store(found, before, before.model_copy(update={"mode": LessonMode.ONLINE}))
        urls.add(call.open_video(by=found.child, lesson_id=_soon(found).id)["url"])
    assert len(urls) == 2
    for url in urls:
        assert url.startswith("https://jitsi.test/tutti-")
        assert len(url.rpartition("-")[2]) == 40


def test_strangers_find_no_lesson(call: Call, tomorrow: Class, allegro: School) -> None:
    lesson = _soon(tomorrow)
    for caller in (tomorrow.school.guardian, tomorrow.school.student, tomorrow.school.teacher, allegro.owner):
        assert call.open_video(by=caller, lesson_id=lesson.id).problem == "NoSuchLesson"
    assert call.open_video(lesson_id=lesson.id).status == 401


def test_families_come_in_a_quarter_of_an_hour_before(tomorrow: Class) -> None:
    starts_at, lesson_id = tomorrow.lessons[0].starts_at, tomorrow.lessons[0].id
    early, rooms = starts_at - timedelta(minutes=15, seconds=1), Rooms()
    for caller in (tomorrow.child, tomorrow.parent):
        with pytest.raises(NotYetOpen) as refused:
            online.open_video(caller, lesson_id, now=early, providers=rooms)
        assert refused.value.extra == {"opens_at": rfc3339(starts_at - timedelta(minutes=15))}
    assert _open(tomorrow, tomorrow.child, rooms, early=timedelta(minutes=15)).url


def test_staff_come_in_a_day_before(tomorrow: Class) -> None:
    rooms, day = Rooms(), timedelta(days=1)
    for caller in (tomorrow.taught_by, tomorrow.school.admin):
        with pytest.raises(NotYetOpen):
            _open(tomorrow, caller, rooms, early=day + timedelta(seconds=1))
        assert _open(tomorrow, caller, rooms, early=day).url


def test_nobody_starts_a_lesson_in_the_past(call: Call, tomorrow: Class) -> None:
    past, before = utc_now() - timedelta(minutes=30), tomorrow.lessons[0]
    over = {"starts_at": past - timedelta(minutes=30), "ends_at": past}
    lesson = _store(tomorrow, before, before.model_copy(update=over))
    for caller in (tomorrow.child, tomorrow.taught_by, tomorrow.school.owner):
        reply = call.open_video(by=caller, lesson_id=lesson.id)
        assert (reply.status, reply.problem) == (409, "LessonOver")


@pytest.mark.parametrize(
    ("status", "problem"),
    [("cancelled", "LessonOver"), ("declined", "LessonOver"), ("requested", "NotConfirmed")],
)
def test_a_lesson_that_does_not_stand_has_no_room(
    call: Call, tomorrow: Class, status: str, problem: str
) -> None:
    soon = _soon(tomorrow)
    _store(tomorrow, soon, soon.model_copy(update={"status": LessonStatus(status)}))
    assert call.open_video(by=tomorrow.taught_by, lesson_id=soon.id).problem == problem


def test_a_lesson_in_person_has_no_room(tomorrow: Class) -> None:
    before = tomorrow.lessons[0]
    _store(tomorrow, before, before.model_copy(update={"mode": LessonMode.IN_PERSON}))
    with pytest.raises(NotOnline):
        _open(tomorrow, tomorrow.child, Rooms())


def test_opens_a_room_at_the_studios_provider_once(tomorrow: Class) -> None:
    _at_zoom(tomorrow.school)
    rooms = Rooms()
    links = [_open(tomorrow, caller, rooms) for caller in (tomorrow.taught_by, tomorrow.child)]
    assert links[0] == links[1]
    assert (links[0].provider, links[0].is_fallback) == (VideoProvider.ZOOM, False)
    [opened] = rooms.opened
    assert opened == f"{rfc3339(tomorrow.lessons[0].starts_at)} {tomorrow.school.studio.name}"


def test_when_the_provider_fails_the_fallback_stands_in_and_says_so(tomorrow: Class) -> None:
    _at_zoom(tomorrow.school)
    link = _open(tomorrow, tomorrow.child, Rooms(fails=True))
    assert (link.provider, link.is_fallback) == (VideoProvider.JITSI, True)
    assert link.url.startswith("https://jitsi.test/")
    assert VideoStore(tomorrow.school.tenant).get(tomorrow.lessons[0].id).link == link


def test_a_provider_without_an_account_is_stood_in_for(call: Call, tomorrow: Class) -> None:
    _at_zoom(tomorrow.school)
    lesson = _soon(tomorrow)
    link = call.open_video(by=tomorrow.child, lesson_id=lesson.id)
    assert (link["provider"], link["is_fallback"]) == ("jitsi", True)


def test_two_who_come_at_once_open_one_room(tomorrow: Class) -> None:
    lesson, rooms = tomorrow.lessons[0], Rooms()
    Receipts(tomorrow.school.tenant).claim(f"VIDEO#{lesson.id}#{lesson.sequence}")
    with pytest.raises(StillWorking):
        _open(tomorrow, tomorrow.child, rooms)
    assert rooms.opened == []


def test_who_opens_a_room_while_the_lesson_moves_closes_it_again(tomorrow: Class) -> None:
    lessons, lesson = LessonStore(tomorrow.school.tenant), tomorrow.lessons[0]

    class Slow(Rooms):
        def open(self, lesson: Lesson, topic: str) -> Opened:
            lessons.replace(lessons.get(lesson.id), lesson.revised_for_calendars())
            return super().open(lesson, topic)

    rooms = Slow()
    with pytest.raises(Overtaken):
        _open(tomorrow, tomorrow.child, rooms)
    assert (len(rooms.opened), rooms.closed) == (1, ["1"])
    assert lessons.get(lesson.id).video_url is None


def _moved(of: Class) -> datetime:
    """The lesson a day later, its old room none of its rooms."""
    before = LessonStore(of.school.tenant).get(of.lessons[0].id)
    day = timedelta(days=1)
    changes = {"starts_at": before.starts_at + day, "ends_at": before.ends_at + day, "video_url": None}
    _store(of, before, before.revised_for_calendars(**changes))
    return before.starts_at + day


def _follow(of: Class, rooms: Rooms) -> Video | None:
    tenant, lesson_id = of.school.tenant, of.lessons[0].id
    follow_lesson(tenant, lesson_id, now=utc_now(), providers=rooms)
    return VideoStore(tenant).find(lesson_id)


def test_a_moved_lesson_gets_another_room_and_loses_the_first(tomorrow: Class) -> None:
    _at_zoom(tomorrow.school)
    rooms = Rooms()
    first = _open(tomorrow, tomorrow.taught_by, rooms)
    at = _moved(tomorrow)
    for _ in range(2):
        video = _follow(tomorrow, rooms)
    assert video is not None
    assert (video.starts_at, video.link.url != first.url) == (at, True)
    assert (rooms.closed, len(rooms.opened)) == (["1"], 2)
    assert LessonStore(tomorrow.school.tenant).get(video.id).video_url == video.link.url


def test_whoever_comes_first_after_a_move_gets_the_new_room(tomorrow: Class) -> None:
    rooms = Rooms()
    first = _open(tomorrow, tomorrow.taught_by, rooms)
    at = _moved(tomorrow)
    lesson_id = tomorrow.lessons[0].id
    link = online.open_video(tomorrow.child, lesson_id, now=at, providers=rooms)
    assert link.url != first.url
    video = _follow(tomorrow, rooms)
    assert (video and video.link, rooms.closed) == (link, ["1"])


def test_a_cancelled_lesson_leaves_no_room(tomorrow: Class) -> None:
    rooms, lessons = Rooms(), LessonStore(tomorrow.school.tenant)
    _open(tomorrow, tomorrow.taught_by, rooms)
    before = lessons.get(tomorrow.lessons[0].id)
    lessons.replace(before, before.revised_for_calendars(status=LessonStatus.CANCELLED))
    assert _follow(tomorrow, rooms) is None
    assert _follow(tomorrow, rooms) is None
    assert rooms.closed == ["1"]


def test_a_room_that_cannot_be_closed_keeps_nobody_waiting(tomorrow: Class) -> None:
    rooms = Rooms()
    _open(tomorrow, tomorrow.taught_by, rooms)
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


def test_families_see_a_link_when_it_is_time_and_staff_at_once(call: Call, tomorrow: Class) -> None:
    link = _open(tomorrow, tomorrow.taught_by, Rooms()).url
    lesson = LessonStore(tomorrow.school.tenant).get(tomorrow.lessons[0].id)
    for caller in (tomorrow.child, tomorrow.parent):
        assert "video_url" not in call.get_lesson(by=caller, lesson_id=lesson.id).body
        calendar = call.get_calendar(by=caller, query={"person_id": tomorrow.student.id})
        assert "video_url" not in calendar["items"][0]
    assert call.get_lesson(by=tomorrow.taught_by, lesson_id=lesson.id)["video_url"] == link
    for minutes, shown in ((-16, None), (-15, link), (29, link), (30, None)):
        now = lesson.starts_at + timedelta(minutes=minutes)
        assert calendars.show_lesson(tomorrow.child, lesson.id, now=now).video_url == shown
    gone = lesson.model_copy(update={"status": LessonStatus.CANCELLED})
    assert seen_by_families(gone, (), lesson.starts_at).video_url is None


def test_the_office_learns_where_the_studio_has_an_account(call: Call, tomorrow: Class) -> None:
    school = tomorrow.school
    account = {"account_id": "a", "client_id": "b", "client_secret": "hush", "host": "c"}
    for provider, value in (("zoom", json.dumps(account)), ("teams", "{}")):
        name = f"{PARAMETERS}/{school.studio.id}/{provider}"
        boto3.client("ssm").put_parameter(Name=name, Value=value, Type="SecureString")
    reply = call.get_video_settings(by=school.admin)
    known = {"jitsi": True, "zoom": True, "teams": False, "meet": False}
    assert reply.body == {"provider": "jitsi", "is_configured": known}
    assert call.get_video_settings(by=school.caller(Role.TEACHER)).status == 403


def test_the_consumer_follows_the_lesson(tomorrow: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    from functions.events.scheduling.follow_lesson import handler
    from tutti.kit.facts import Envelope

    rooms = Rooms()
    monkeypatch.setattr(video_rooms, "OwnProviders", lambda tenant: rooms)
    _open(tomorrow, tomorrow.taught_by, rooms)
    _moved(tomorrow)
    studio_id, subject = tomorrow.school.studio.id, tomorrow.lessons[0].id
    told: dict[str, Any] = {"studio_id": studio_id, "subject": subject, "name": "LessonMoved", "actor": "x"}
    handler.once(Envelope(id=new_id("fct"), at=utc_now(), **told))
    assert rooms.closed == ["1"]
