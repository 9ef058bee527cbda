"""What scheduling does for others: lessons entered and cancelled, with everybody's busy time."""

from collections.abc import Iterable, Sequence

from tutti.kit.changes import Change
from tutti.kit.clock import Instant
from tutti.kit.facts import Fact
from tutti.kit.tenant import Tenant
from tutti.scheduling.busy import BusyStore
from tutti.scheduling.busy import SlotTaken as SlotTaken  # noqa: PLC0414 - whoever claims time may meet it
from tutti.scheduling.grid import Span
from tutti.scheduling.lesson import Lesson, LessonStatus
from tutti.scheduling.series.series import Series
from tutti.scheduling.store import LessonStore, SeriesStore


class LessonScheduled(Fact):
    """A lesson is to take place."""

    teacher_id: str


class SeriesBooked(Fact):
    """Lessons are to take place again and again."""

    teacher_id: str


class SeriesChanged(Fact):
    """A series has other dates or another roster from now on; `dropped` are the lessons that are no more."""

    teacher_id: str
    dropped: tuple[str, ...] = ()


class SeriesExtended(Fact):
    """More dates of a series are taken."""

    teacher_id: str


class SeriesJoined(Fact):
    """A student has a seat in all lessons of a series that lie ahead, but for those that clash."""

    student_id: str
    course_id: str


class SeriesLeft(Fact):
    """A student has given back the seat in all lessons of a series that lie ahead; seats are free again."""

    student_id: str
    course_id: str


class SeriesClashed(Fact):
    """These dates of a series were not free when it was extended; somebody has to find others."""

    dates: tuple[Instant, ...]


class SeriesHorizonNear(Fact):
    """The decided dates of a series come to their end; the next ones are to be claimed."""


class LessonRequested(Fact):
    """A family asks for a lesson; its time is held until the school answers."""

    teacher_id: str


class RequestLapsed(Fact):
    """Nobody answered a request in time."""


class LessonDeclined(Fact):
    """The school cannot give a lesson that was asked for."""


class LessonCancelled(Fact):
    """A lesson will not take place; `cancellation_id` names the record of who cancelled it and why.

    `student_ids` are those who would have come, a cohort's among them.
    """

    teacher_id: str | None = None
    room_id: str | None = None
    location_id: str | None = None
    course_id: str | None = None
    cohort_id: str | None = None
    series_id: str | None = None
    student_ids: tuple[str, ...] = ()
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    by: str | None = None
    cancellation_id: str | None = None


class LessonJoined(Fact):
    """A student has a seat in a group lesson."""

    student_id: str


class LessonLeft(Fact):
    """A student stays away from a lesson that takes place for the others; a seat is free again.

    `cancellation_id` names the record where it was cancelled, not just given back.
    """

    teacher_id: str
    course_id: str
    cohort_id: str | None = None
    series_id: str | None = None
    student_id: str
    starts_at: Instant
    ends_at: Instant
    cancellation_id: str | None = None


class CancellationDecided(Fact):
    """The office answered what the policy left to it; `subject` is the cancellation."""

    lesson_id: str
    student_ids: tuple[str, ...]


def lesson(tenant: Tenant, lesson_id: str) -> Lesson:
    """The lesson of this id; refuses with `NoSuchLesson`."""
    return LessonStore(tenant).get(lesson_id)


def series(tenant: Tenant, series_id: str) -> Series:
    """The series of this id; refuses with `NoSuchSeries`."""
    return SeriesStore(tenant).get(series_id)


def lessons(tenant: Tenant, ids: Sequence[str]) -> list[Lesson]:
    """The lessons of these ids that are there, in the order asked: one batch of reads."""
    return LessonStore(tenant).get_many(ids)


def joining(tenant: Tenant, joined: Iterable[Lesson], person_id: str) -> list[Change]:
    """The changes that enter these lessons in the calendar of one who takes part from now on."""
    store = LessonStore(tenant)
    return [change for one in joined for change in store.entering(one, [person_id])]


def leaving(tenant: Tenant, left: Iterable[Lesson], person_id: str) -> list[Change]:
    """The changes that take these lessons out of the calendar of one who takes part no more."""
    store = LessonStore(tenant)
    return [change for one in left for change in store.leaving(one, [person_id])]


def claiming(tenant: Tenant, resources: Sequence[str], spans: Sequence[Span]) -> list[Change]:
    """The changes that take this time of all resources; refuses with `SlotTaken`. One batch of reads."""
    busy = BusyStore(tenant)
    masks = busy.read(resources, spans)
    for resource in resources:
        for span in spans:
            masks.claim(resource, span)
    return busy.writing(masks)


def freeing(tenant: Tenant, resources: Sequence[str], spans: Sequence[Span]) -> list[Change]:
    """The changes that give this time back. One batch of reads."""
    busy = BusyStore(tenant)
    masks = busy.read(resources, spans)
    for resource in resources:
        for span in spans:
            masks.free(resource, span)
    return busy.writing(masks)


def entering(tenant: Tenant, entered: Lesson, resources: Iterable[str]) -> list[Change]:
    """The changes that add a lesson whose time is claimed already, to these calendars."""
    lessons = LessonStore(tenant)
    return [lessons.creating(entered), *lessons.entering(entered, resources)]


def cancelling(tenant: Tenant, before: Lesson) -> list[Change]:
    """The changes that cancel a lesson and take it out of all calendars; its time stays taken."""
    lessons = LessonStore(tenant)
    cancelled = before.model_copy(update={"status": LessonStatus.CANCELLED})
    return [lessons.replacing(before, cancelled), *lessons.leaving(before, before.calendars)]


def request_timer(lesson_id: str) -> str:
    """The timer that lets a request lapse."""
    return f"{lesson_id}-request"
