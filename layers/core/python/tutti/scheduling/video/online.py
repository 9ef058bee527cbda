"""Online lessons: who may come into their video rooms, and when (SCH-22)."""

from datetime import datetime

from tutti.kit.entity import Value
from tutti.kit.role import FAMILY
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.scheduling.calendars import lesson_for
from tutti.scheduling.video.gateway import OwnProviders, Providers
from tutti.scheduling.video.rooms import House
from tutti.scheduling.video.store import VideoStore
from tutti.scheduling.video.video import VideoLink, refuse_untimely
from tutti.studios.model import VideoProvider
from tutti.studios.service import get_studio, read_studio, studio_key


class VideoSettings(Value):
    """Whose rooms the studio wants, and at which providers it has an account."""

    provider: VideoProvider
    is_configured: dict[VideoProvider, bool]


def video_settings(tenant: Tenant, providers: Providers | None = None) -> VideoSettings:
    """What the office may know of the studio's video rooms: never what opens an account."""
    known = providers or OwnProviders(tenant)
    found = {provider: known.rooms(provider) is not None for provider in VideoProvider}
    return VideoSettings(provider=get_studio(tenant).policy.video_provider, is_configured=found)


def open_video(
    caller: Caller, lesson_id: str, *, now: datetime, providers: Providers | None = None
) -> VideoLink:
    """Where the lesson is held: the same for all who take part, opened by whoever comes first.

    Refuses `NoSuchLesson` to strangers, and by `refuse_untimely`.
    """
    lesson = lesson_for(caller, lesson_id)
    refuse_untimely(lesson, now, is_staff=caller.role not in FAMILY)
    videos = VideoStore(caller.tenant)
    found, studio = caller.tenant.table.get_each(videos.key(lesson.id), studio_key(caller.tenant))
    video = videos.read(found) if found else None
    if video and video.link.url == lesson.video_url:
        return video.link
    house = House(caller.tenant, read_studio(caller.tenant, studio), providers)
    return house.open(lesson, stale=video, now=now).link
