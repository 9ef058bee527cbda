"""Booking one slot of a window: at most one lesson in each, and one for each member (SCH-21, BIL-18)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tutti.kit.clock import Instant, rfc3339
from tutti.kit.entity import Value
from tutti.kit.errors import Conflict
from tutti.kit.facts import told
from tutti.kit.ids import PersonId, new_id
from tutti.kit.raced import until_undisturbed
from tutti.kit.role import FAMILY, Role
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.students import keys_to_see, seen_student
from tutti.scheduling import rules
from tutti.scheduling.busy import BusyStore, Masks, SlotTaken
from tutti.scheduling.groups.hybrid_store import HybridCycleStore
from tutti.scheduling.groups.windows import Window, bookings, in_the_way, window_lesson
from tutti.scheduling.lesson import Lesson, LessonKind, LessonOver, LessonStatus, Place
from tutti.scheduling.service import LessonScheduled
from tutti.scheduling.store import LessonStore, SeriesStore
from tutti.studios.model import Policy
from tutti.studios.service import read_studio, studio_key


class NotAMember(Conflict):
    """The windows of a group are for its members."""


class AlreadyBooked(Conflict):
    """This student has another slot of this window; cancel that lesson first."""


class SlotBooking(Value):
    """Who has a lesson of a window, and when it starts."""

    student_id: PersonId
    starts_at: Instant


def book_slot(caller: Caller, window_id: str, booking: SlotBooking, *, now: datetime) -> Lesson:
    """The student's lesson in this slot of the window, at the cycle's price; the same for who repeats it.

    Two of them never get the same slot: whoever books one writes the window as well, as it was read.
    Refuses `NoSuchWindow`, `NoSuchStudent`, `NotAMember`, `NoSuchSlot`, `AlreadyBooked`, `SlotTaken`,
    `TooSoon` to families, and what has begun.
    """
    lesson_id = new_id("les")

    def once() -> Lesson:
        lesson = window_lesson(caller, window_id)
        window, policy, masks = _read(caller, lesson, booking.student_id)
        slot, taken = window.slot(booking.starts_at), bookings(caller.tenant, lesson)
        if own := next((one for one in taken if booking.student_id in one.student_ids), None):
            return _same(own, slot)
        _refuse(caller, window, slot, taken, policy, now)
        masks.claim(booking.student_id, slot.span)
        booked = _booked(window, slot, booking.student_id, lesson_id)
        _write(caller.tenant, lesson, booked, masks)
        return booked

    return until_undisturbed(once)


def _read(caller: Caller, lesson: Lesson, student_id: str) -> tuple[Window, Policy, Masks]:
    """What a booking looks at beside the window: one batch of reads."""
    tenant, busy = caller.tenant, BusyStore(caller.tenant)
    series, cycles = SeriesStore(tenant), HybridCycleStore(tenant)
    witnesses = keys_to_see(caller, student_id)
    keys = [series.key(lesson.series_id or ""), cycles.key(lesson.series_id or ""), studio_key(tenant)]
    records = tenant.table.get_each(*keys, *witnesses, *busy.keys([student_id], [lesson.span]))
    group, cycle, studio, *rest = records
    window = Window(lesson, cycles.required(cycle), series.required(group))
    if caller.role is not Role.TEACHER:
        seen_student(caller, rest[: len(witnesses)])
    if student_id not in window.series.student_ids:
        raise NotAMember()
    masks = busy.masks(one for one in rest[len(witnesses) :] if one)
    return window, read_studio(tenant, studio).policy, masks


def _same(own: Lesson, slot: Place) -> Lesson:
    if own.starts_at != slot.starts_at:
        raise AlreadyBooked()
    return own


def _refuse(
    caller: Caller, window: Window, slot: Place, taken: Sequence[Lesson], policy: Policy, now: datetime
) -> None:
    if window.lesson.status is not LessonStatus.CONFIRMED:
        raise LessonOver()
    rules.refuse_past(slot.starts_at, now)
    if caller.role in FAMILY and slot.starts_at - now < timedelta(hours=policy.lead_time_hours):
        detail = f"Lessons are booked at least {policy.lead_time_hours} hours ahead."
        raise rules.TooSoon(detail, rule="lead_time_hours")
    if in_the_way(slot, taken):
        free = (one for one in window.cycle.slots(window.lesson) if not in_the_way(one, taken))
        raise SlotTaken(slots=[rfc3339(one.starts_at) for one in free if one.starts_at > now])


def _booked(window: Window, slot: Place, student_id: str, lesson_id: str) -> Lesson:
    return Lesson(
        id=lesson_id,
        kind=LessonKind.PRIVATE,
        course_id=window.lesson.course_id,
        window_id=window.lesson.id,
        student_ids=(student_id,),
        original_start=slot.starts_at,
        mode=window.lesson.mode,
        price=window.cycle.price,
        **dict(slot),
    )


def _write(tenant: Tenant, window: Lesson, booked: Lesson, masks: Masks) -> None:
    lessons = LessonStore(tenant)
    tenant.table.write(
        [
            lessons.replacing(window, window),
            lessons.creating(booked),
            *lessons.entering(booked, booked.calendars),
            *BusyStore(tenant).writing(masks),
            *told(tenant, LessonScheduled(subject=booked.id, teacher_id=booked.teacher_id)),
        ]
    )
