"""Moving one lesson in one write: its old time free, the new one taken, calendars and series told."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from tutti.kit.changes import Change, Key
from tutti.kit.clock import Instant
from tutti.kit.errors import Conflict
from tutti.kit.facts import Fact, told
from tutti.kit.tenant import Tenant
from tutti.people.participants import TakingPart
from tutti.scheduling import rules
from tutti.scheduling.busy import BusyStore
from tutti.scheduling.circumstances import Circumstances, RoomAsked, gather
from tutti.scheduling.grid import Span
from tutti.scheduling.lesson import Lesson, LessonKind, Place
from tutti.scheduling.places import claim_place
from tutti.scheduling.store import LessonStore, SeriesStore
from tutti.studios.model import Policy

A_WEEK = 7 * 96
CHANGES_AT_MOST = 92
"""As many changes as a write holds beside what a reschedule adds to them."""


class LessonMoved(Fact):
    """A lesson takes place at another time or in another place."""

    teacher_id: str
    student_ids: tuple[str, ...]
    starts_at: Instant
    was_at: Instant


class TooLateToReschedule(Conflict):
    """It is too late to move this lesson; ask the school."""


class MovedOtherwise(Conflict):
    """Sessions of a cohort and times of a hybrid week are not moved; cancel this one and add another."""


class TooManyToMove(Conflict):
    """So large a group is not moved; cancel this lesson and add another."""


class SamePlace(Conflict):
    """The lesson is at this time and place already."""


def surroundings(tenant: Tenant, lesson: Lesson, places: Sequence[Place], *beside: Key) -> Circumstances:
    """What moving a lesson to one of these places is decided by, and what lies `beside`; see `gather`."""
    people = 1 + (lesson.seats or len(lesson.student_ids))
    rooms = {place.room_id: place.location_id for place in places if place.room_id}
    resources = dict.fromkeys([*lesson.calendars, *(one for place in places for one in place.resources)])
    spans = [place.span.widened(A_WEEK) for place in (lesson, *places)]
    return gather(
        tenant,
        TakingPart(lesson.teacher_id, lesson.student_ids),
        BusyStore(tenant).keys(resources, spans),
        rooms=[RoomAsked(room_id, at, people) for room_id, at in rooms.items()],
        series_id=lesson.series_id,
        beside=beside,
    )


def moving(tenant: Tenant, lesson: Lesson, to: Place, found: Circumstances) -> list[Change]:
    """The changes that move one lesson; refuses with `SlotTaken` when somebody of it is busy then.

    A lesson moves with everybody or not at all: `TooManyToMove` says that one write does not hold them.
    """
    lessons, after = LessonStore(tenant), moved(lesson, to)
    for one in lesson.occupies:
        found.masks.free(one, lesson.span)
    claim_place(found.masks, to, after.student_ids, margin=found.margin)
    excepting = SeriesStore(tenant).excepting(found.series, lesson) if found.series else []
    fact = LessonMoved(
        subject=lesson.id,
        teacher_id=after.teacher_id,
        student_ids=after.student_ids,
        starts_at=after.starts_at,
        was_at=lesson.starts_at,
    )
    changes = [*lessons.moving(lesson, after), *excepting, *told(tenant, fact)]
    changes += BusyStore(tenant).writing(found.masks, most=CHANGES_AT_MOST - len(changes))
    if len(changes) > CHANGES_AT_MOST:
        raise TooManyToMove()
    return changes


def moved(lesson: Lesson, to: Place) -> Lesson:
    """The lesson there; the video room that was opened for the old time is not its room any more."""
    return lesson.moved_to(to).model_copy(update={"video_url": None})


def movable(lesson: Lesson, now: datetime) -> Lesson:
    """The lesson; refuses with `LessonOver` what is past, with `MovedOtherwise` what others hang on."""
    if lesson.kind in (LessonKind.COHORT, LessonKind.WINDOW) or lesson.window_id:
        raise MovedOtherwise()
    return lesson.opened(now)


def refuse_late(policy: Policy, lesson: Lesson, now: datetime) -> None:
    """Refuse with `TooLateToReschedule` a lesson that begins soon (SCH-12)."""
    if lesson.starts_at - now < timedelta(hours=policy.reschedule_notice_hours):
        detail = f"Lessons are moved at least {policy.reschedule_notice_hours} hours before they start."
        raise TooLateToReschedule(detail, rule="reschedule_notice_hours")


def refuse_other_length(policy: Policy, lesson: Lesson, to: Place) -> None:
    """Refuse with `LengthNotAllowed` a new length that the studio does not give; the old one may stay."""
    if to.ends_at - to.starts_at != lesson.ends_at - lesson.starts_at:
        rules.refuse_length(policy, (to.ends_at - to.starts_at) // timedelta(minutes=1))


def refuse_place(lesson: Lesson, to: Place, found: Circumstances, now: datetime, *, overrides: bool) -> None:
    """Refuse a place that the lesson has already, or that is past, closed, or not the teacher's time."""
    if to == lesson.place:
        raise SamePlace()
    rules.refuse_past(to.starts_at, now)
    if not overrides:
        found.refuse_by_rules(to, () if _is_in_own_week(lesson, to) else lesson.student_ids)


def _is_in_own_week(lesson: Lesson, to: Place) -> bool:
    """Within its own week a lesson is none more."""
    week: Span = rules.week_of(to)
    return week.first <= lesson.span.first < week.last


def at(lesson: Lesson, starts_at: datetime, room_id: str | None = None, minutes: int | None = None) -> Place:
    """The lesson's place at another time: as long, and in the same room unless another one is named."""
    length = timedelta(minutes=minutes) if minutes else lesson.ends_at - lesson.starts_at
    changes = {
        "starts_at": starts_at,
        "ends_at": starts_at + length,
        "room_id": room_id or lesson.room_id,
    }
    return lesson.place.model_copy(update=changes)


def overlap(places: Iterable[Place]) -> bool:
    """True when two of these places share time."""
    spans = sorted(place.span for place in places)
    return any(later.first < earlier.last for earlier, later in pairwise(spans))
