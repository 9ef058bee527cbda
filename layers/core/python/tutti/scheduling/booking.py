"""Booking one lesson: one round of reads, the studio's rules, one write (SCH-7 to SCH-10)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from tutti.kit.changes import Change
from tutti.kit.due import Timers
from tutti.kit.errors import Conflict, NotAllowed, Refusal
from tutti.kit.facts import Fact, told
from tutti.kit.ids import new_id
from tutti.kit.raced import until_undisturbed
from tutti.kit.role import FAMILY, OFFICE
from tutti.kit.who import Caller
from tutti.people.participants import Participants, refuse_foreign_teacher
from tutti.scheduling import rules
from tutti.scheduling.alternatives import nearest, suggested
from tutti.scheduling.busy import BusyStore, Masks
from tutti.scheduling.circumstances import Circumstances, circumstances
from tutti.scheduling.lesson import Lesson, LessonKind, LessonStatus, Place
from tutti.scheduling.lesson_terms import Booking, LessonTerms
from tutti.scheduling.places import claim_place
from tutti.scheduling.service import LessonRequested, LessonScheduled, RequestLapsed, request_timer
from tutti.scheduling.store import LessonStore
from tutti.studios.model import Studio

Along = Callable[[Lesson], Sequence[Change]]


class NotTheirTeacher(NotAllowed):
    """Families book lessons with the teachers who teach their child."""


class StudentInactive(Conflict):
    """This student does not take lessons at present."""


def nothing(_: Lesson) -> Sequence[Change]:
    """No changes of others."""
    return ()


def book(
    caller: Caller,
    booking: Booking,
    *,
    requiring: Sequence[Change],
    timers: Timers,
    now: datetime,
    along: Along = nothing,
) -> Lesson:
    """The lesson, confirmed, or requested where the studio reviews what families ask for; its time is taken.

    Refuses by the studio's rules, whoever is in the way by `SlotTaken`: each names the rule and offers the
    nearest alternatives. One batch of reads and one transaction; `requiring` are conditions of others, and
    `along` gives the changes of others that belong to this lesson, anew for each attempt.
    """
    refuse_strangers(caller, booking)
    lesson_id = new_id("les")

    def once() -> Lesson:
        found = _circumstances(caller, booking)
        place = _place(booking, found.studio)
        refuse_people(caller, booking, found.people)
        try:
            refuse_by_rules(caller, booking, place, found, now)
            claim_place(found.masks, place, booking.student_ids, margin=found.margin)
        except Refusal as refusal:
            near = nearest(
                caller.tenant, found.people.teacher, found.studio.policy, place, booking.student_ids, now
            )
            raise suggested(refusal, near) from None
        lesson = _lesson(caller, booking, place, found.studio, lesson_id, now)
        _write(caller, lesson, found.masks, [*requiring, *along(lesson)], timers)
        return lesson

    return until_undisturbed(once)


def refuse_strangers(caller: Caller, terms: LessonTerms) -> None:
    """Refuse what is not the caller's to book, as far as this shows without a look at the table."""
    refuse_foreign_teacher(caller, terms.teacher_id)
    if not caller.may_see_location(terms.location_id):
        raise NotAllowed("Campus managers book at their own locations.")
    if terms.overrides_rules and caller.role not in OFFICE:
        raise NotAllowed("Only the office sets rules of booking aside.")
    if caller.role in FAMILY and terms.kind is not LessonKind.PRIVATE:
        raise NotAllowed("Families book private lessons.")


def refuse_by_rules(
    caller: Caller, terms: LessonTerms, place: Place, found: Circumstances, now: datetime
) -> None:
    """Refuse what the studio's rules say no to; lead time and horizon are for families only."""
    policy = found.studio.policy
    rules.refuse_past(place.starts_at, now)
    if terms.overrides_rules:
        return
    rules.refuse_length(policy, terms.minutes)
    if caller.role in FAMILY:
        rules.refuse_notice(policy, place.starts_at, now)
    found.refuse_by_rules(place, terms.student_ids)


def refuse_people(caller: Caller, terms: LessonTerms, people: Participants) -> None:
    """Refuse who gives or takes no lessons at present, and families whose child has another teacher."""
    if not people.teacher.is_active:
        raise rules.TeacherUnavailable("This teacher gives no lessons at present.", rule="teacher")
    for student in people.students:
        if not student.is_active:
            raise StudentInactive(rule="student")
        if caller.role in FAMILY and terms.teacher_id not in student.teacher_ids:
            raise NotTheirTeacher()


def _circumstances(caller: Caller, booking: Booking) -> Circumstances:
    """Everything that a booking asks of the table.

    A day on which zones disagree may belong to the week before or after, so both are read as well.
    """
    place = _whenever(booking)
    return circumstances(caller, booking, place.span, rules.week_of(place).widened(8 * 96))


def _whenever(booking: Booking) -> Place:
    """The place as far as it is known before the studio is."""
    return Place(
        teacher_id=booking.teacher_id,
        starts_at=booking.starts_at,
        ends_at=booking.starts_at + timedelta(minutes=booking.minutes),
        zone=booking.zone or "UTC",
        room_id=booking.room_id,
        location_id=booking.location_id,
    )


def _place(booking: Booking, studio: Studio) -> Place:
    return _whenever(booking).model_copy(update={"zone": booking.zone or studio.time_zone})


def _lesson(
    caller: Caller, booking: Booking, place: Place, studio: Studio, lesson_id: str, now: datetime
) -> Lesson:
    is_request = caller.role in FAMILY and studio.policy.needs_review
    until = min(now + timedelta(hours=studio.policy.request_hours), place.starts_at)
    return Lesson(
        id=lesson_id,
        original_start=place.starts_at,
        status=LessonStatus.REQUESTED if is_request else LessonStatus.CONFIRMED,
        requested_until=until if is_request else None,
        **booking.lasting,
        **dict(place),
    )


def _write(caller: Caller, lesson: Lesson, masks: Masks, requiring: Iterable[Change], timers: Timers) -> None:
    tenant, lessons = caller.tenant, LessonStore(caller.tenant)
    fact: Fact = LessonScheduled(subject=lesson.id, teacher_id=lesson.teacher_id)
    if lesson.requested_until:
        fact = LessonRequested(subject=lesson.id, teacher_id=lesson.teacher_id)
        lapse = RequestLapsed(subject=lesson.id)
        timers.tell(tenant, request_timer(lesson.id), lesson.requested_until, lapse)
    tenant.table.write(
        [
            lessons.creating(lesson),
            *lessons.entering(lesson, lesson.calendars),
            *BusyStore(tenant).writing(masks),
            *requiring,
            *told(tenant, fact),
        ]
    )
