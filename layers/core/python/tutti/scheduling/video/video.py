"""Video rooms of online lessons: opened just in time, and shown when it is time (SCH-22, SCH-23)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from tutti.kit.clock import Instant, rfc3339
from tutti.kit.entity import Entity, Value
from tutti.kit.errors import Conflict
from tutti.kit.ids import LessonId
from tutti.scheduling.lesson import Lesson, LessonMode, LessonOver, LessonStatus
from tutti.studios.model import VideoProvider

STAFF_EARLY = timedelta(hours=24)
FAMILIES_EARLY = timedelta(minutes=15)


class NotOnline(Conflict):
    """This lesson is given in person and has no video room."""


class NotConfirmed(Conflict):
    """This lesson is not confirmed; its video room opens only when it is."""


class NotYetOpen(Conflict):
    """The video room of this lesson is not open yet; come back at `opens_at`."""


class Opened(Value):
    """A room as its provider opened it, and by which name the provider knows it."""

    url: str
    room: str


class VideoLink(Value):
    """Where to meet, and in whose room: that of the fallback where the studio's provider did not answer."""

    url: str
    provider: VideoProvider
    is_fallback: bool = False


class Video(Entity):
    """The room that was opened for a lesson, under the lesson's id, and for which start of it."""

    id: LessonId
    link: VideoLink
    room: str
    starts_at: Instant
    opened_at: Instant


def opening_of(lesson: Lesson, *, is_staff: bool) -> datetime:
    """From when on the room may be opened or entered: a day before for staff, a quarter for families."""
    return lesson.starts_at - (STAFF_EARLY if is_staff else FAMILIES_EARLY)


def refuse_untimely(lesson: Lesson, now: datetime, *, is_staff: bool) -> None:
    """Refuse a lesson without a room, one that is over, and whoever is too early."""
    if lesson.mode is not LessonMode.ONLINE:
        raise NotOnline()
    if not lesson.status.is_live or now >= lesson.ends_at:
        raise LessonOver()
    if lesson.status is LessonStatus.REQUESTED:
        raise NotConfirmed()
    opens_at = opening_of(lesson, is_staff=is_staff)
    if now < opens_at:
        raise NotYetOpen(opens_at=rfc3339(opens_at))


def seen_by_families(lesson: Lesson, own: Collection[str], now: datetime) -> Lesson:
    """The lesson without other families' children, and without a link that is not yet theirs or no more."""
    students = {name: getattr(lesson, name) for name in ("student_ids", "excused_ids", "missed_ids")}
    hidden: dict[str, Any] = {name: tuple(one for one in ids if one in own) for name, ids in students.items()}
    is_time = opening_of(lesson, is_staff=False) <= now < lesson.ends_at
    if not is_time or lesson.status is not LessonStatus.CONFIRMED:
        hidden["video_url"] = None
    return lesson.model_copy(update=hidden)
