"""Online lessons for tests: a class with one, and video rooms on paper."""

from dataclasses import dataclass, field
from datetime import timedelta

from tests.support.classes import Class
from tests.support.school import School
from tutti.kit.caller import Caller
from tutti.kit.clock import rfc3339, utc_now
from tutti.scheduling.lesson import Lesson, LessonMode
from tutti.scheduling.store import LessonStore
from tutti.scheduling.video import online
from tutti.scheduling.video.gateway import VideoRooms
from tutti.scheduling.video.http import ProviderFailed
from tutti.scheduling.video.video import Opened, VideoLink
from tutti.studios.model import VideoProvider
from tutti.studios.store import StudioStore


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


def an_online_class(school: School) -> Class:
    """A class with one lesson, tomorrow and online."""
    found = Class(school, 0)
    before = found.lessons[0]
    found.lessons[0] = stored(found, before, before.model_copy(update={"mode": LessonMode.ONLINE}))
    return found


def stored(of: Class, before: Lesson, after: Lesson) -> Lesson:
    return LessonStore(of.school.tenant).replace(before, after)


def at_zoom(school: School) -> None:
    studios = StudioStore(school.tenant)
    before = studios.current()
    policy = before.policy.model_copy(update={"video_provider": VideoProvider.ZOOM})
    studios.replace(before, before.model_copy(update={"policy": policy}))


def opened(of: Class, by: Caller, rooms: Rooms, *, early: timedelta = timedelta(minutes=10)) -> VideoLink:
    lesson = of.lessons[0]
    return online.open_video(by, lesson.id, now=lesson.starts_at - early, providers=rooms)


def soon(of: Class) -> Lesson:
    """The lesson, which begins in some minutes."""
    before, at = of.lessons[0], utc_now() + timedelta(minutes=10)
    moved = before.model_copy(update={"starts_at": at, "ends_at": at + timedelta(minutes=30)})
    return stored(of, before, moved)
