"""Seats in groups and ensembles: taken and given back one by one, for one lesson (SCH-18, SCH-29)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tutti.kit.changes import Change
from tutti.kit.entity import Value
from tutti.kit.errors import Conflict, NotAllowed
from tutti.kit.facts import Fact, told
from tutti.kit.ids import PersonId
from tutti.kit.raced import until_undisturbed
from tutti.kit.record import Record
from tutti.kit.role import FAMILY, Role
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.students import keys_to_see, seen_student
from tutti.scheduling import rules
from tutti.scheduling.busy import BusyStore, Masks
from tutti.scheduling.cancellation.cancellation import CancelledBefore, cancellation_id_of
from tutti.scheduling.cancellation.store import CancellationStore
from tutti.scheduling.groups.access import refuse_outsiders
from tutti.scheduling.groups.group_seats import pool_of
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.series.series import Series
from tutti.scheduling.service import LessonJoined, LessonLeft
from tutti.scheduling.store import LessonStore, NoSuchLesson, SeriesStore
from tutti.scheduling.waitlist.published import line_id_of
from tutti.scheduling.waitlist.seat import SeatKind
from tutti.scheduling.waitlist.store import LineStore
from tutti.scheduling.waitlist.waitlist import Line
from tutti.studios.model import Policy
from tutti.studios.service import read_studio, studio_key


class StudentAway(Conflict):
    """This student does not take lessons at present."""


class OthersWait(Conflict):
    """Others wait for a seat here; join the waitlist."""


class TooLateToLeave(Conflict):
    """It is too late to give back this seat; cancel the lesson for your child instead."""


class Joining(Value):
    """Who is to have a seat; `overrides_rules`, the office's alone, sets the rules of booking aside."""

    student_id: PersonId
    overrides_rules: bool = False


@dataclass(frozen=True)
class Seating:
    """What taking or giving back a seat looks at."""

    lesson: Lesson
    series: Series | None
    witnesses: Sequence[Record | None]
    policy: Policy
    line: Line | None
    masks: Masks
    was_cancelled: bool = False


def join_lesson(
    caller: Caller, lesson_id: str, joining: Joining, *, now: datetime, requiring: Sequence[Change] = ()
) -> Lesson:
    """The lesson with the student; nothing changes when the seat is the student's already.

    Refuses `NoSuchLesson` and `NoSuchStudent` what the caller may not see, `NotAGroup`, `NotOpenToFamilies`,
    `LessonOver`, `LessonFull`, `OthersWait`, `SlotTaken`, and families by the rules of booking.
    Three calls of the table; `requiring` are conditions of others.
    """

    def once() -> Lesson:
        found = _seating(caller, lesson_id, joining.student_id, now)
        if joining.student_id in found.lesson.student_ids:
            return found.lesson
        if not seen_student(caller, found.witnesses).is_active:
            raise StudentAway()
        after = found.lesson.joined_by([joining.student_id])
        if not sets_rules_aside(caller, joining):
            _refuse_by_rules(caller, found, joining.student_id, now)
        found.masks.claim(joining.student_id, found.lesson.span)
        told_of = LessonJoined(subject=lesson_id, student_id=joining.student_id)
        lines = LessonStore(caller.tenant).entering(after, [joining.student_id])
        return _write(caller.tenant, found, after, [*lines, *requiring], told_of)

    return until_undisturbed(once)


def leave_lesson(caller: Caller, lesson_id: str, student_id: str, *, now: datetime) -> Lesson:
    """The lesson without the student, for all others as it was; nothing changes when there was no seat.

    Refuses `NoSuchLesson` and `NoSuchStudent` what the caller may not see, `NotAGroup`, `LessonOver`, and
    families `TooLateToLeave`: what is cancelled late is the cancellation policy's to decide.
    """

    def once() -> Lesson:
        found = _seating(caller, lesson_id, student_id, now)
        if caller.role is not Role.TEACHER:
            seen_student(caller, found.witnesses)
        if student_id not in found.lesson.student_ids:
            return found.lesson
        after = found.lesson.left_by(student_id)
        found.masks.free(student_id, found.lesson.span)
        _refuse_late(caller, found, now)
        names = ("teacher_id", "course_id", "series_id", "starts_at", "ends_at")
        ids = {name: getattr(found.lesson, name) for name in names}
        told_of = LessonLeft(subject=lesson_id, student_id=student_id, **ids)
        lines = LessonStore(caller.tenant).leaving(found.lesson, [student_id])
        return _write(caller.tenant, found, after, lines, told_of)

    return until_undisturbed(once)


def _seating(caller: Caller, lesson_id: str, student_id: str, now: datetime) -> Seating:
    """Everything to look at, in two rounds of reads; what must never change hands is refused here."""
    tenant, busy = caller.tenant, BusyStore(caller.tenant)
    lesson = LessonStore(tenant).get(lesson_id)
    refuse_outsiders(caller, lesson, NoSuchLesson)
    lesson.opened(now)
    pattern = SeriesStore(tenant)
    places = [*([pattern.key(lesson.series_id)] if lesson.series_id else [])]
    witnesses = keys_to_see(caller, student_id)
    lines = LineStore(tenant)
    waiting = lines.key(line_id_of(lesson.course_id, SeatKind.GROUP))
    cancelled = CancellationStore(tenant).key(cancellation_id_of(lesson_id, student_id))
    around = [lesson.span, rules.week_of(lesson)]
    busy_then = busy.keys([student_id], around)
    records = tenant.table.get_each(studio_key(tenant), waiting, cancelled, *witnesses, *places, *busy_then)
    studio, line, before, *rest = records
    seen, rest = rest[: len(witnesses)], rest[len(witnesses) :]
    return Seating(
        lesson,
        pattern.required(rest[0]) if places else None,
        seen,
        read_studio(tenant, studio).policy,
        lines.read(line) if line else None,
        busy.masks(record for record in rest[len(places) :] if record),
        was_cancelled=before is not None,
    )


def sets_rules_aside(caller: Caller, joining: Joining) -> bool:
    """True when the office says so; refuses anybody else who does."""
    if joining.overrides_rules and caller.role in (*FAMILY, Role.TEACHER):
        raise NotAllowed("Only the office sets rules of booking aside.")
    return joining.overrides_rules


def _refuse_by_rules(caller: Caller, found: Seating, student_id: str, now: datetime) -> None:
    if caller.role in FAMILY:
        if found.was_cancelled:
            raise CancelledBefore()
        rules.refuse_notice(found.policy, found.lesson.starts_at, now)
    rules.refuse_crowded_week(found.policy, found.masks, student_id, found.lesson)
    if found.line and found.line.yields_to(pool_of(found.lesson)):
        raise OthersWait()


def _refuse_late(caller: Caller, found: Seating, now: datetime) -> None:
    notice = timedelta(hours=found.policy.reschedule_notice_hours)
    if caller.role in FAMILY and found.lesson.starts_at - now < notice:
        raise TooLateToLeave(rule="reschedule_notice_hours")


def _write(tenant: Tenant, found: Seating, after: Lesson, more: Sequence[Change], fact: Fact) -> Lesson:
    """One write: the seat, the student's time and calendar; of a series, that this date is its own now."""
    apart = SeriesStore(tenant).excepting(found.series, found.lesson) if found.series else []
    tenant.table.write(
        [
            LessonStore(tenant).replacing(found.lesson, after),
            *BusyStore(tenant).writing(found.masks),
            *apart,
            *more,
            *told(tenant, fact),
        ]
    )
    return after.model_copy(update={"version": found.lesson.version + 1})
