"""Video rooms as lessons have them: opened once, closed when the lesson is elsewhere (SCH-23)."""

from datetime import datetime

from tutti.kit.errors import Conflict
from tutti.kit.facts import Fact, told
from tutti.kit.observe import count, report
from tutti.kit.raced import until_undisturbed
from tutti.kit.receipts import Receipts
from tutti.kit.tenant import Tenant
from tutti.scheduling.lesson import Lesson, LessonMode, LessonStatus
from tutti.scheduling.store import LessonStore
from tutti.scheduling.video.gateway import OwnProviders, Providers
from tutti.scheduling.video.http import ProviderFailed
from tutti.scheduling.video.jitsi import JitsiRooms
from tutti.scheduling.video.store import VideoStore
from tutti.scheduling.video.video import Opened, Video, VideoLink
from tutti.studios.model import Studio, VideoProvider
from tutti.studios.service import get_studio


class VideoOpened(Fact):
    """An online lesson has a video room; the fallback's where the studio's provider gave none."""

    provider: VideoProvider
    is_fallback: bool


class Overtaken(Conflict):
    """The lesson was changed in this moment; look at it again."""


def follow_lesson(
    tenant: Tenant, lesson_id: str, *, now: datetime, providers: Providers | None = None
) -> None:
    """Let the room of a lesson go where the lesson went: another one at its new time, or none.

    Safe twice, and for lessons that never had a room.
    """
    video, lesson = VideoStore(tenant).find(lesson_id), LessonStore(tenant).find(lesson_id)
    if video is None or lesson is None:
        return
    house = House(tenant, get_studio(tenant), providers)
    if not _has_room(lesson, now):
        house.close(video)
        VideoStore(tenant).remove(video)
    elif video.starts_at != lesson.starts_at:
        house.open(lesson, stale=video, now=now)


def _has_room(lesson: Lesson, now: datetime) -> bool:
    is_online = lesson.mode is LessonMode.ONLINE and lesson.status is LessonStatus.CONFIRMED
    return is_online and lesson.ends_at > now


class House:
    """A studio's video rooms."""

    def __init__(self, tenant: Tenant, studio: Studio, providers: Providers | None) -> None:
        self._tenant = tenant
        self._studio = studio
        self._providers = providers or OwnProviders(tenant)

    def open(self, lesson: Lesson, *, stale: Video | None, now: datetime) -> Video:
        """The lesson's room, opened once for each time that the lesson has; the stale one is closed."""
        opened: list[Video] = []

        def act() -> None:
            if stale:
                self.close(stale)
            opened.append(self._keep(lesson, self._opened(lesson, now)))

        Receipts(self._tenant).once(f"VIDEO#{lesson.id}#{lesson.sequence}", act)
        return opened[0] if opened else VideoStore(self._tenant).get(lesson.id)

    def close(self, video: Video) -> None:
        """Close it at its provider, as far as that can be done: nobody waits for it."""
        rooms = self._providers.rooms(video.link.provider)
        if rooms is None:
            return
        try:
            rooms.close(video.room)
        except ProviderFailed as failed:
            report(failed)
            count("VideoRoomsLeftOpen", provider=video.link.provider)

    def _opened(self, lesson: Lesson, now: datetime) -> Video:
        wanted = self._studio.policy.video_provider
        made = self._ask(wanted, lesson)
        provider = wanted if made else VideoProvider.JITSI
        made = made or JitsiRooms().open(lesson, self._studio.name)
        link = VideoLink(url=made.url, provider=provider, is_fallback=provider is not wanted)
        return Video(id=lesson.id, link=link, room=made.room, starts_at=lesson.starts_at, opened_at=now)

    def _ask(self, provider: VideoProvider, lesson: Lesson) -> Opened | None:
        """A room of the studio's own provider; None, and a count of it, when there is none to be had."""
        rooms = self._providers.rooms(provider)
        try:
            if rooms:
                return rooms.open(lesson, self._studio.name)
        except ProviderFailed as failed:
            report(failed)
        count("VideoFallbacks", provider=provider)
        return None

    def _keep(self, lesson: Lesson, video: Video) -> Video:
        """Store room and link together; refuses with `Overtaken` when the lesson was changed meanwhile."""
        tenant, lessons = self._tenant, LessonStore(self._tenant)
        link = video.link
        fact = VideoOpened(subject=lesson.id, provider=link.provider, is_fallback=link.is_fallback)

        known = [lesson]

        def write() -> Video:
            current = known.pop() if known else lessons.get(lesson.id)
            if current.sequence != lesson.sequence:
                self.close(video)
                raise Overtaken()
            after = current.model_copy(update={"video_url": link.url})
            changes = [VideoStore(tenant).putting(video), lessons.replacing(current, after)]
            tenant.table.write([*changes, *told(tenant, fact)])
            return video

        return until_undisturbed(write)
