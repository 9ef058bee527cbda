"""What becomes of lessons that families ask for: approved, declined, or lapsed (SCH-7)."""

from datetime import datetime

from tutti.kit.due import Timers
from tutti.kit.errors import Conflict
from tutti.kit.facts import told
from tutti.kit.raced import until_undisturbed
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.scheduling.busy import BusyStore
from tutti.scheduling.lesson import Lesson, LessonStatus
from tutti.scheduling.running import lesson_run_by
from tutti.scheduling.service import LessonDeclined, LessonScheduled, request_timer
from tutti.scheduling.store import LessonStore


class NotRequested(Conflict):
    """This lesson does not wait for an answer."""


def approve(caller: Caller, lesson_id: str, *, timers: Timers, now: datetime) -> Lesson:
    """The lesson, confirmed; nothing changes when it was confirmed already. Refuses with `NotRequested`."""

    def once() -> Lesson:
        before = lesson_run_by(caller, lesson_id)
        if before.status is LessonStatus.CONFIRMED:
            return before
        _refuse_others(before, now)
        confirmed = {"status": LessonStatus.CONFIRMED, "requested_until": None}
        after = before.revised_for_calendars(**confirmed)
        fact = LessonScheduled(subject=before.id, teacher_id=before.teacher_id)
        return LessonStore(caller.tenant).replace(before, after, fact)

    approved = until_undisturbed(once)
    timers.forget(request_timer(lesson_id))
    return approved


def decline(caller: Caller, lesson_id: str, *, timers: Timers, now: datetime) -> Lesson:
    """The lesson, declined, and its time free again; nothing changes when it was declined already."""

    def once() -> Lesson:
        before = lesson_run_by(caller, lesson_id)
        if before.status is LessonStatus.DECLINED:
            return before
        _refuse_others(before, now)
        return _give_back(caller.tenant, before)

    declined = until_undisturbed(once)
    timers.forget(request_timer(lesson_id))
    return declined


def lapse(tenant: Tenant, lesson_id: str, *, now: datetime) -> None:
    """Decline what nobody answered in time; nothing when it was answered, or its time was made longer."""

    def once() -> None:
        before = LessonStore(tenant).find(lesson_id)
        is_asked = before is not None and before.status is LessonStatus.REQUESTED
        if before and is_asked and before.requested_until and before.requested_until <= now:
            _give_back(tenant, before)

    until_undisturbed(once)


def _refuse_others(lesson: Lesson, now: datetime) -> None:
    if lesson.status is not LessonStatus.REQUESTED:
        raise NotRequested(f"It is {lesson.status}.")
    lesson.opened(now)


def _give_back(tenant: Tenant, before: Lesson) -> Lesson:
    lessons, busy = LessonStore(tenant), BusyStore(tenant)
    masks = busy.read(before.occupies, [before.span])
    for one in before.occupies:
        masks.free(one, before.span)
    after = before.revised_for_calendars(status=LessonStatus.DECLINED, requested_until=None)
    fact = LessonDeclined(subject=before.id)
    tenant.table.write([lessons.replacing(before, after), *busy.writing(masks), *told(tenant, fact)])
    return after.model_copy(update={"version": before.version + 1})
