"""Windows: time of a group that is cut into slots, which its members book one to one (SCH-21)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tutti.kit.clock import rfc3339
from tutti.kit.entity import Value
from tutti.kit.errors import Conflict, Invalid, NotFound
from tutti.kit.money import Money
from tutti.kit.role import FAMILY, Role
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.published import own_people
from tutti.scheduling.groups.hybrid import HybridCycle, Slot
from tutti.scheduling.groups.hybrid_store import HybridCycleStore
from tutti.scheduling.lesson import Lesson, LessonKind, Place
from tutti.scheduling.series.series import Series
from tutti.scheduling.store import LessonStore, SeriesStore
from tutti.scheduling.upcoming import lessons_between


class NoSuchWindow(NotFound):
    """This studio has no such window."""


class NoSuchSlot(Invalid):
    """No slot of this window starts at this time."""


class WindowBooked(Conflict):
    """Members have booked slots of this window; cancel those lessons first."""


class ShownWindow(Value):
    """A window as it can be booked: what a slot costs, and which are free."""

    lesson: Lesson
    price: Money
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Window:
    """A window with its cycle and its group."""

    lesson: Lesson
    cycle: HybridCycle
    series: Series

    def slot(self, starts_at: datetime) -> Place:
        """The slot that starts then; refuses with `NoSuchSlot`, which names those that there are."""
        slots = {one.starts_at: one for one in self.cycle.slots(self.lesson)}
        if starts_at not in slots:
            raise NoSuchSlot(slots=[rfc3339(one) for one in slots])
        return slots[starts_at]


@dataclass(frozen=True)
class Announced:
    """A window that families are to hear of, and the members for whom they have not booked."""

    lesson: Lesson
    cycle: HybridCycle
    members: list[str]


def get_window(caller: Caller, window_id: str) -> ShownWindow:
    """The window, for the office, its teacher and the families of its members; else `NoSuchWindow`."""
    tenant = caller.tenant
    lesson = window_lesson(caller, window_id)
    window = _window(tenant, lesson)
    own = set(own_people(caller)) if caller.role in FAMILY else set(window.series.student_ids)
    if caller.role in FAMILY and own.isdisjoint(window.series.student_ids):
        raise NoSuchWindow()
    taken = bookings(tenant, lesson)
    slots = tuple(_shown(one, in_the_way(one, taken), own) for one in window.cycle.slots(lesson))
    return ShownWindow(lesson=lesson, price=window.cycle.price, slots=slots)


def bookings(tenant: Tenant, window: Lesson) -> list[Lesson]:
    """The lessons that use a window's time now: a query and a batch of reads.

    Cancelled ones keep their lines, so there may be more pages than a window has slots.
    """
    found = lessons_between(tenant, window.teacher_id, window.starts_at, window.ends_at)
    return [one for one in found if one.window_id == window.id and one.status.is_live]


def in_the_way(slot: Place, taken: Iterable[Lesson]) -> Lesson | None:
    """The lesson that overlaps a slot: those that were booked before the cycle changed may begin anywhere."""
    return next((one for one in taken if one.starts_at < slot.ends_at and slot.starts_at < one.ends_at), None)


def refuse_booked(tenant: Tenant, lesson: Lesson) -> None:
    """Refuse with `WindowBooked` a window that cannot go as long as lessons lie in it."""
    if lesson.kind is LessonKind.WINDOW and bookings(tenant, lesson):
        raise WindowBooked()


def to_announce(tenant: Tenant, window_id: str, *, now: datetime) -> Announced | None:
    """The window and the members who have not booked it yet; None when it cannot be booked any more."""
    lesson = LessonStore(tenant).find(window_id)
    if lesson is None or lesson.kind is not LessonKind.WINDOW or not lesson.is_open(now):
        return None
    window = _window(tenant, lesson)
    booked = {student_id for one in bookings(tenant, lesson) for student_id in one.student_ids}
    members = [one for one in window.series.student_ids if one not in booked]
    return Announced(lesson, window.cycle, members)


def _window(tenant: Tenant, lesson: Lesson) -> Window:
    series, cycles, of = SeriesStore(tenant), HybridCycleStore(tenant), lesson.series_id or ""
    group, cycle = tenant.table.get_each(series.key(of), cycles.key(of))
    return Window(lesson, cycles.required(cycle), series.required(group))


def window_lesson(caller: Caller, window_id: str) -> Lesson:
    """The lesson that is this window, as far as staff may see it; refuses with `NoSuchWindow`."""
    lesson = LessonStore(caller.tenant).find(window_id)
    if lesson is None or lesson.kind is not LessonKind.WINDOW:
        raise NoSuchWindow()
    is_foreign = caller.role is Role.TEACHER and caller.person_id != lesson.teacher_id
    if is_foreign or not caller.may_see_location(lesson.location_id):
        raise NoSuchWindow()
    return lesson


def _shown(slot: Place, booked: Lesson | None, own: set[str]) -> Slot:
    student_id = booked.student_ids[0] if booked else None
    is_known = student_id in own
    return Slot(
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        is_free=booked is None,
        lesson_id=booked.id if booked and is_known else None,
        student_id=student_id if is_known else None,
    )
