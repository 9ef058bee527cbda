"""Cancelling a lesson: the policy decides, and everything that follows from it is one write (SCH-13)."""

from datetime import datetime, timedelta

from tutti.kit.changes import Change
from tutti.kit.errors import Conflict
from tutti.kit.facts import Fact, told
from tutti.kit.raced import until_undisturbed
from tutti.kit.who import Caller
from tutti.people.family import Student
from tutti.scheduling.busy import BusyStore
from tutti.scheduling.cancellation.cancellation import (
    CancellationRecord,
    CancellationRequest,
    LoggedCancellation,
    Part,
)
from tutti.scheduling.cancellation.case import CancelledBy
from tutti.scheduling.cancellation.compensating import credited
from tutti.scheduling.cancellation.matter import Matter, matter_of
from tutti.scheduling.cancellation.outcomes import OutcomeName
from tutti.scheduling.cancellation.previewing import verdict
from tutti.scheduling.cancellation.settling import AT_ONCE, settle
from tutti.scheduling.cancellation.store import CancellationLogStore, CancellationStore
from tutti.scheduling.groups.windows import refuse_booked
from tutti.scheduling.lesson import Cancellation, LessonKind, LessonStatus
from tutti.scheduling.service import LessonCancelled, LessonLeft
from tutti.scheduling.store import LessonStore, SeriesStore

LOGGED = timedelta(days=800)


class AlreadyCancelled(Conflict):
    """This lesson is cancelled already."""


class LessonChanged(Conflict):
    """This lesson has changed since you read it; read it again and repeat."""


def cancel_lesson(
    caller: Caller, lesson_id: str, request: CancellationRequest, *, now: datetime
) -> CancellationRecord:
    """What the policy in force makes of it, once it is done; the same again for who repeats it.

    One transaction: the lesson or the student's part in it, everybody's time, the exception of its series,
    the record, credits, fact and audit line. Refuses `NoSuchLesson`, `NameTheChild`, `LessonOver`,
    `AlreadyCancelled`, `LessonChanged`.
    """

    def once() -> CancellationRecord:
        matter = matter_of(caller, lesson_id, request.student_id)
        matter.refuse_one_of_many(request.student_id)
        return _known(matter) or _cancel(matter, request, now)

    record = until_undisturbed(once)
    return settle(caller.tenant, record.id, now=now) if record.unsettled_ids else record


def _known(matter: Matter) -> CancellationRecord | None:
    """The record of what was done before; refuses with `AlreadyCancelled` what somebody else did."""
    record, is_cancelled = matter.known.get(matter.record_id), matter.lesson.status is LessonStatus.CANCELLED
    is_gone = is_cancelled if matter.is_whole else matter.students[0].id not in matter.present
    if record and is_gone and record.by is matter.by:
        return record
    if is_cancelled:
        raise AlreadyCancelled()
    return None


def _cancel(matter: Matter, request: CancellationRequest, now: datetime) -> CancellationRecord:
    lesson, tenant = matter.lesson.opened(now), matter.caller.tenant
    if request.version not in (None, lesson.version):
        raise LessonChanged()
    record, crediting = _record(matter, request, now)
    refuse_booked(tenant, lesson)
    kept = [] if record.id in matter.known else _keeping(matter, record, now)
    freed = _freed(matter, record)
    for one in freed:
        matter.masks.free(one, lesson.span)
    tenant.table.write(
        [
            *(_ending(matter, record) if matter.is_whole else _leaving(matter)),
            *(SeriesStore(tenant).excepting(matter.series, lesson) if matter.series else []),
            *BusyStore(tenant).writing(matter.masks),
            *(kept and [*kept, *crediting]),
            *told(tenant, _fact(matter, record)),
        ]
    )
    return matter.known.get(record.id, record)


def _record(
    matter: Matter, request: CancellationRequest, now: datetime
) -> tuple[CancellationRecord, list[Change]]:
    """The record, with what each student is really credited, and the changes that credit it now."""
    lesson = matter.lesson
    later = matter.students[AT_ONCE:]
    names = ("starts_at", "ends_at", "zone", "kind", "purpose", "mode", "series_id", "cohort_id")
    record = CancellationRecord(
        id=matter.record_id,
        lesson_id=lesson.id,
        is_whole=matter.is_whole,
        was_confirmed=lesson.status is not LessonStatus.REQUESTED,
        instrument=matter.instrument,
        by=matter.by,
        role=matter.caller.role,
        person_id=matter.caller.person_id,
        reason=request.reason,
        note=request.note,
        at=now,
        price=matter.price,
        policy_version=matter.policy.version,
        parts=tuple(_part(matter, one, request, now) for one in matter.students),
        unsettled_ids=tuple(one.id for one in later),
        **{name: getattr(lesson, name) for name in (*names, "course_id", "teacher_id", "location_id")},
    )
    done = [_credited(matter, record, part, now) for part in record.parts[:AT_ONCE]]
    return record.with_parts(*(part for part, _ in done)), [one for _, changes in done for one in changes]


def _credited(
    matter: Matter, record: CancellationRecord, part: Part, now: datetime
) -> tuple[Part, list[Change]]:
    """A lesson is credited once: who was, cancelled it, came back and loses it anew, keeps what is there."""
    if part.outcome is OutcomeName.CREDIT and (before := matter.credited_before(part.student_id)):
        return part.model_copy(update=before.model_dump(include={"credit_minutes", "expires_on"})), []
    return credited(matter.caller.tenant, record, part, now)


def _part(matter: Matter, student: Student, request: CancellationRequest, now: datetime) -> Part:
    case = matter.case_of(student, request.reason, now)
    decision = verdict(matter, case)
    resolved = {name: getattr(decision, name) for name in ("outcome", "fee", "credit_minutes", "expires_on")}
    return Part(
        student_id=student.id,
        family_id=student.family_id,
        earlier=case.earlier,
        rule=decision.rule,
        **resolved,
    )


def _freed(matter: Matter, record: CancellationRecord) -> tuple[str, ...]:
    """Whose time is free again with this write."""
    if not matter.is_whole:
        return (matter.students[0].id,)
    everybody = dict.fromkeys((*matter.lesson.occupies, *sorted(matter.present)))
    return tuple(one for one in everybody if one not in record.unsettled_ids)


def _ending(matter: Matter, record: CancellationRecord) -> list[Change]:
    """The lesson does not take place; its lines stay in the calendars, which show it as cancelled."""
    first = record.parts[0] if record.parts else None
    said = Cancellation(
        by=record.role,
        reason=record.reason,
        note=record.note,
        at=record.at,
        outcome=first.outcome if first else "",
        rule=first.rule if first else "",
        policy_version=record.policy_version,
        fee=first.fee if first else None,
        credit_minutes=first.credit_minutes if first else 0,
    )
    cancelled = {"status": LessonStatus.CANCELLED, "requested_until": None, "cancellation": said}
    after = matter.lesson.revised_for_calendars(**cancelled)
    return [LessonStore(matter.caller.tenant).replacing(matter.lesson, after)]


def _leaving(matter: Matter) -> list[Change]:
    """The lesson takes place without the student, in whose calendar it stands no more."""
    lessons, student_id = LessonStore(matter.caller.tenant), matter.students[0].id
    after = matter.lesson.left_by(student_id)
    if matter.lesson.kind is LessonKind.COHORT:
        after = after.model_copy(update={"excused_ids": (*after.excused_ids, student_id)})
    return [lessons.replacing(matter.lesson, after), *lessons.leaving(matter.lesson, [student_id])]


def _keeping(matter: Matter, record: CancellationRecord, now: datetime) -> list[Change]:
    """The record is kept, and for families also the line by which later ones are counted."""
    tenant, logs = matter.caller.tenant, CancellationLogStore(matter.caller.tenant)
    kept = [CancellationStore(tenant).creating(record)]
    if matter.by is CancelledBy.FAMILY and record.was_confirmed:
        for part in record.parts:
            before = matter.logs.get(part.student_id)
            line = LoggedCancellation(
                lesson_id=record.lesson_id, lesson_on=record.case_of(part).lesson_on, reason=record.reason
            )
            after = logs.read(before).adding(line, since=(now - LOGGED).date())
            kept.append(logs.writing(part.student_id, before, after))
    return kept


def _fact(matter: Matter, record: CancellationRecord) -> Fact:
    lesson = matter.lesson
    names = ("teacher_id", "course_id", "cohort_id", "series_id", "starts_at", "ends_at")
    ids = {name: getattr(lesson, name) for name in names} | {"cancellation_id": record.id}
    if not matter.is_whole:
        return LessonLeft(subject=lesson.id, student_id=matter.students[0].id, **ids)
    return LessonCancelled(
        subject=lesson.id,
        room_id=lesson.room_id,
        location_id=lesson.location_id,
        student_ids=tuple(sorted(matter.present)),
        by=record.by,
        **ids,
    )
