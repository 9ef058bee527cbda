"""Online lessons: one room for all who take part, for nobody too early or too late (SCH-22)."""

import json
from collections.abc import Iterator
from datetime import timedelta

import boto3
import pytest

from tests.support.classes import Class
from tests.support.door import Call
from tests.support.online import Rooms, an_online_class, opened, soon, stored
from tests.support.school import School
from tutti.kit.clock import rfc3339, utc_now
from tutti.kit.role import Role
from tutti.scheduling import calendars
from tutti.scheduling.lesson import LessonMode, LessonStatus
from tutti.scheduling.store import LessonStore
from tutti.scheduling.video import online
from tutti.scheduling.video.video import NotOnline, NotYetOpen, seen_by_families

PARAMETERS = "/tutti/test/video"


@pytest.fixture
def tomorrow(forte: School) -> Class:
    return an_online_class(forte)


@pytest.fixture(autouse=True)
def no_account() -> Iterator[None]:
    yield
    ssm = boto3.client("ssm")
    for one in ssm.describe_parameters()["Parameters"]:
        ssm.delete_parameter(Name=one["Name"])


def test_all_who_take_part_meet_in_the_same_room(call: Call, tomorrow: Class) -> None:
    lesson = soon(tomorrow)
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
        found = an_online_class(forte)
        urls.add(call.open_video(by=found.child, lesson_id=soon(found).id)["url"])
    assert len(urls) == 2
    for url in urls:
        assert url.startswith("https://jitsi.test/tutti-")
        assert len(url.rpartition("-")[2]) == 40


def test_strangers_find_no_lesson(call: Call, tomorrow: Class, allegro: School) -> None:
    lesson = soon(tomorrow)
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
    assert opened(tomorrow, tomorrow.child, rooms, early=timedelta(minutes=15)).url


def test_staff_come_in_a_day_before(tomorrow: Class) -> None:
    rooms, day = Rooms(), timedelta(days=1)
    for caller in (tomorrow.taught_by, tomorrow.school.admin):
        with pytest.raises(NotYetOpen):
            opened(tomorrow, caller, rooms, early=day + timedelta(seconds=1))
        assert opened(tomorrow, caller, rooms, early=day).url


def test_nobody_starts_a_lesson_in_the_past(call: Call, tomorrow: Class) -> None:
    past, before = utc_now() - timedelta(minutes=30), tomorrow.lessons[0]
    over = {"starts_at": past - timedelta(minutes=30), "ends_at": past}
    lesson = stored(tomorrow, before, before.model_copy(update=over))
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
    lesson = soon(tomorrow)
    stored(tomorrow, lesson, lesson.model_copy(update={"status": LessonStatus(status)}))
    assert call.open_video(by=tomorrow.taught_by, lesson_id=lesson.id).problem == problem


def test_a_lesson_in_person_has_no_room(tomorrow: Class) -> None:
    before = tomorrow.lessons[0]
    stored(tomorrow, before, before.model_copy(update={"mode": LessonMode.IN_PERSON}))
    with pytest.raises(NotOnline):
        opened(tomorrow, tomorrow.child, Rooms())


def test_families_see_a_link_when_it_is_time_and_staff_at_once(call: Call, tomorrow: Class) -> None:
    link = opened(tomorrow, tomorrow.taught_by, Rooms()).url
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
