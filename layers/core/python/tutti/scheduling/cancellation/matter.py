"""A lesson that somebody wants to cancel, and what this asks of the table: a read and a batch of reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tutti.enrollment.teaching import course_keys, lesson_price, read_course, seated
from tutti.kit.changes import Key
from tutti.kit.errors import Invalid
from tutti.kit.money import Money
from tutti.kit.record import Record
from tutti.kit.role import FAMILY, Role
from tutti.kit.who import Caller
from tutti.people.attending import attending, attending_keys
from tutti.people.family import Student
from tutti.scheduling.busy import BusyStore, Masks
from tutti.scheduling.cancellation.cancellation import CancellationRecord, Part, cancellation_id_of
from tutti.scheduling.cancellation.case import CancellationReason, CancelledBy, Case
from tutti.scheduling.cancellation.outcomes import OutcomeName
from tutti.scheduling.cancellation.policy import PolicyInForce
from tutti.scheduling.cancellation.policy_store import PolicyStore
from tutti.scheduling.cancellation.store import CancellationLogStore, CancellationStore
from tutti.scheduling.lesson import Lesson, LessonKind
from tutti.scheduling.series.series import Series
from tutti.scheduling.store import LessonStore, NoSuchLesson, SeriesStore


class NameTheChild(Invalid):
    """Say which of your children stays away: several of them take part, or a cohort does."""


class WholeLesson(Invalid):
    """Staff cancels a lesson for all who take part; give back one student's seat instead."""


@dataclass(frozen=True)
class Matter:
    """Who wants to cancel which lesson, for whom, under which policy.

    `students` are those whom it concerns, `present` are those of them who still take part, `known` are the
    records of cancellations that were made before.
    """

    caller: Caller
    lesson: Lesson
    students: tuple[Student, ...]
    present: frozenset[str]
    policy: PolicyInForce
    instrument: str
    price: Money
    logs: dict[str, Record]
    masks: Masks
    series: Series | None
    known: dict[str, CancellationRecord]

    @property
    def by(self) -> CancelledBy:
        """As whom the caller cancels."""
        return CancelledBy.of(self.caller.role)

    @property
    def is_whole(self) -> bool:
        """True when the lesson does not take place; else one student stays away from it."""
        lesson, concerned = self.lesson, {one.id for one in self.students}
        is_theirs = lesson.kind is LessonKind.PRIVATE and concerned.issuperset(lesson.student_ids)
        return self.caller.role not in FAMILY or is_theirs

    @property
    def record_id(self) -> str:
        """The id of the cancellation's record."""
        return cancellation_id_of(self.lesson.id, None if self.is_whole else self.students[0].id)

    def refuse_one_of_many(self, student_id: str | None) -> None:
        """Refuse with `WholeLesson` staff who names one student of several: nobody else is to lose it."""
        if self.caller.role not in FAMILY and student_id and self.present != {student_id}:
            raise WholeLesson()

    def credited_before(self, student_id: str) -> Part | None:
        """What the student's own cancellation of this lesson was credited with, before the seat was back."""
        record = self.known.get(cancellation_id_of(self.lesson.id, student_id))
        part = record.part_of(student_id) if record and record.id != self.record_id else None
        return part if part and part.outcome is OutcomeName.CREDIT else None

    def case_of(self, student: Student, reason: CancellationReason, at: datetime) -> Case:
        """What the policy decides for one of them."""
        lesson, logs = self.lesson, CancellationLogStore(self.caller.tenant)
        return Case(
            by=self.by,
            reason=reason,
            cancelled_at=at,
            price=self.price,
            earlier=logs.read(self.logs.get(student.id)).earlier(),
            **{name: getattr(lesson, name) for name in ("starts_at", "ends_at", "zone")},
            **{name: getattr(lesson, name) for name in ("kind", "purpose", "mode")},
        )


def matter_of(caller: Caller, lesson_id: str, student_id: str | None) -> Matter:
    """The matter as it stands; refuses `NoSuchLesson` what is not the caller's to cancel, and `NameTheChild`.

    Where staff cancels a lesson of a cohort, one query more reads who is in it.
    """
    tenant = caller.tenant
    lesson = LessonStore(tenant).get(lesson_id)
    _refuse_strangers(caller, lesson)
    asked = _asked(caller, lesson, student_id)
    found = {(record.PK, record.SK): record for record in tenant.table.get_many(_keys(caller, lesson, asked))}
    return _matter(caller, lesson, asked, found)


def _refuse_strangers(caller: Caller, lesson: Lesson) -> None:
    if caller.role is Role.TEACHER and lesson.teacher_id != caller.person_id:
        raise NoSuchLesson()
    if not caller.may_see_location(lesson.location_id):
        raise NoSuchLesson()


def _asked(caller: Caller, lesson: Lesson, student_id: str | None) -> tuple[str, ...]:
    """Whom it may concern, as far as this shows before they are read."""
    if caller.role is Role.STUDENT:
        return (caller.person_id,)
    if caller.role is Role.GUARDIAN and lesson.kind is not LessonKind.PRIVATE and student_id is None:
        raise NameTheChild()
    if caller.role is Role.GUARDIAN and student_id:
        return (student_id,)
    of_cohort = seated(caller.tenant, lesson.cohort_id) if lesson.cohort_id else []
    there = dict.fromkeys((*lesson.student_ids, *of_cohort))
    return tuple(one for one in there if one not in lesson.excused_ids)


def _keys(caller: Caller, lesson: Lesson, asked: Sequence[str]) -> list[Key]:
    tenant = caller.tenant
    logs, busy, records = CancellationLogStore(tenant), BusyStore(tenant), CancellationStore(tenant)
    known = [cancellation_id_of(lesson.id), *(cancellation_id_of(lesson.id, one) for one in asked)]
    return [
        PolicyStore(tenant).key(),
        *attending_keys(caller, asked),
        *course_keys(tenant, lesson.course_id, lesson.cohort_id, asked),
        *map(logs.key, asked),
        *map(records.key, known),
        *busy.keys(dict.fromkeys((*lesson.occupies, *asked)), [lesson.span]),
        *([SeriesStore(tenant).key(lesson.series_id)] if lesson.series_id else []),
    ]


def _matter(
    caller: Caller, lesson: Lesson, asked: Sequence[str], found: dict[tuple[str, str], Record]
) -> Matter:
    tenant, records = caller.tenant, list(found.values())
    policy, logs = PolicyStore(tenant).key(), CancellationLogStore(tenant)
    course, cohort, in_cohort = read_course(tenant, records)
    known, series = CancellationStore(tenant), SeriesStore(tenant)
    log_of = {one: found.get(_at(logs.key(one))) for one in asked}
    return _refused(
        Matter(
            caller=caller,
            lesson=lesson,
            students=tuple(attending(caller, records, asked)),
            present=frozenset({*lesson.student_ids, *in_cohort}.difference(lesson.excused_ids)),
            policy=PolicyStore(tenant).read(found.get(_at(policy))),
            instrument=course.instrument,
            price=lesson.price or lesson_price(course, cohort, lesson.id),
            logs={one: log for one, log in log_of.items() if log},
            masks=BusyStore(tenant).masks(records),
            series=next((series.read(one) for one in records if one.kind == "Series"), None),
            known={one.SK: known.read(one) for one in records if one.kind == "Cancellation"},
        )
    )


def _at(key: Key) -> tuple[str, str]:
    return key.pk, key.sk


def _refused(matter: Matter) -> Matter:
    """The matter, unless it is none of this family's, or it is not clear whose."""
    if matter.caller.role not in FAMILY:
        return matter
    is_own = [one for one in matter.students if one.id in matter.present or _was_there(matter, one.id)]
    if not is_own:
        raise NoSuchLesson()
    if len(is_own) > 1 and not matter.is_whole:
        raise NameTheChild()
    return matter


def _was_there(matter: Matter, student_id: str) -> bool:
    return cancellation_id_of(matter.lesson.id, student_id) in matter.known
