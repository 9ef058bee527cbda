"""After the payment: the place becomes the student's, with a teacher, a first lesson and reminders."""

from datetime import datetime

from tutti.enrollment.enrollment import Enrollment, EnrollmentState, Hold
from tutti.enrollment.facts import EnrollmentActivated
from tutti.enrollment.places import HoldStore
from tutti.enrollment.sessions import handing_over
from tutti.enrollment.steps import journal
from tutti.enrollment.store import CohortStore, NoPlaceLeft
from tutti.enrollment.waiting import wait_over
from tutti.kit.changes import Change, Delete, Put
from tutti.kit.ids import derived_id
from tutti.kit.journal import Effect, StepState
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.messaging.planning import keep_reminders
from tutti.messaging.reminders import Reminders
from tutti.people import teaching
from tutti.scheduling import service as scheduling
from tutti.scheduling.lesson import Lesson, LessonKind


def confirm_enrollment(tenant: Tenant, enrollment_id: str) -> Enrollment:
    """From here on the place is the family's; refuses with `NoPlaceLeft` when it is not held any more."""

    def act(enrollment: Enrollment) -> Effect:
        hold = _held(enrollment)
        fields = {"state": EnrollmentState.CONFIRMING, "checkout_url": None}
        return Effect(
            "The place is the student's.",
            fields,
            [HoldStore(tenant).forgetting(enrollment.id, hold)],
            closes=wait_over(enrollment, StepState.DONE, "Paid."),
        )

    return journal(tenant).do(enrollment_id, "ConfirmEnrollment", act)


def assign_teacher(tenant: Tenant, enrollment_id: str) -> Enrollment:
    """The teacher whose hour or cohort is held becomes the student's; the detail explains the choice."""

    def act(enrollment: Enrollment) -> Effect:
        hold = _held(enrollment)
        teacher = teaching.teacher(tenant, hold.place.teacher_id)
        because = hold.reason or "The teacher of the cohort."
        hold, given_back = _handing_over(tenant, enrollment, hold)
        changes = [
            *teaching.assigning(tenant, teacher.id, enrollment.student_id),
            *_entering_roster(tenant, enrollment),
            *given_back,
        ]
        fields = {"teacher_id": teacher.id, "hold": hold}
        return Effect(f"{teacher.display_name}. {because}", fields, changes)

    return journal(tenant).do(enrollment_id, "AssignTeacher", act)


def unassign_teacher(tenant: Tenant, enrollment_id: str) -> Enrollment:
    """The student is not the teacher's any more."""

    def act(enrollment: Enrollment) -> Effect:
        changes = teaching.unassigning(tenant, _held(enrollment).place.teacher_id, enrollment.student_id)
        return Effect("No teacher.", {"teacher_id": None}, [*changes, *_leaving_roster(tenant, enrollment)])

    return journal(tenant).undo(enrollment_id, "AssignTeacher", act)


def schedule_first_lesson(tenant: Tenant, enrollment_id: str) -> Enrollment:
    """The held hour becomes a lesson; in a cohort, its sessions stand in the student's calendar."""

    def act(enrollment: Enrollment) -> Effect:
        hold = _held(enrollment)
        if hold.cohort_id:
            lessons = _sessions(tenant, enrollment)
            joining = scheduling.joining(tenant, lessons, enrollment.student_id)
            return Effect("The next session of the cohort.", {"lesson_id": lessons[0].id}, joining)
        lesson = _first_lesson(enrollment)
        changes = scheduling.entering(tenant, lesson, [*lesson.resources, enrollment.student_id])
        fact = scheduling.LessonScheduled(subject=lesson.id, teacher_id=lesson.teacher_id)
        return Effect("The first lesson is confirmed.", {"lesson_id": lesson.id}, changes, [fact])

    return journal(tenant).do(enrollment_id, "ScheduleFirstLesson", act)


def cancel_first_lesson(tenant: Tenant, enrollment_id: str) -> Enrollment:
    """The lesson that was entered is cancelled; a cohort's sessions stay, without this student."""

    def act(enrollment: Enrollment) -> Effect:
        hold, student = _held(enrollment), enrollment.student_id
        if hold.cohort_id:
            changes = scheduling.leaving(tenant, _sessions(tenant, enrollment), student)
            return Effect("No lesson.", {"lesson_id": None}, changes)
        return _cancelling_first_lesson(tenant, enrollment, hold)

    return journal(tenant).undo(enrollment_id, "ScheduleFirstLesson", act)


def _cancelling_first_lesson(tenant: Tenant, enrollment: Enrollment, hold: Hold) -> Effect:
    """What is held is the lesson's time, wherever it was moved to; nothing once somebody cancelled it."""
    [lesson] = scheduling.lessons(tenant, [_first_lesson(enrollment).id])
    if not lesson.status.is_live:
        gone = hold.model_copy(update={"is_given_back": True})
        return Effect("No lesson.", {"lesson_id": None, "hold": gone})
    fields = {"lesson_id": None, "hold": hold.model_copy(update={"place": lesson.place})}
    fact = scheduling.LessonCancelled(subject=lesson.id)
    return Effect("No lesson.", fields, scheduling.cancelling(tenant, lesson), [fact])


def schedule_reminders(
    tenant: Tenant, reminders: Reminders, enrollment_id: str, *, now: datetime
) -> Enrollment:
    """What the family wants to be reminded of, for each lesson; repeating replaces it by the same."""

    def act(enrollment: Enrollment) -> Effect:
        entered = scheduling.lessons(tenant, [one.id for one in _lessons(tenant, enrollment)])
        return Effect(f"{len(keep_reminders(tenant, reminders, entered, now=now))} planned.")

    return journal(tenant).do(enrollment_id, "ScheduleReminders", act)


def remove_reminders(tenant: Tenant, reminders: Reminders, enrollment_id: str) -> Enrollment:
    """No reminder of lessons in which nobody else takes part; looked for even when the step never ended."""
    enrollment = journal(tenant).undo(enrollment_id, "ScheduleReminders", lambda _: Effect("No reminders."))
    if enrollment.lesson_id and not _has_classmates(tenant, enrollment):
        for lesson in _lessons(tenant, enrollment):
            reminders.remove(lesson.id)
    return enrollment


def activate_enrollment(tenant: Tenant, enrollment_id: str) -> Enrollment:
    """The enrolment is active; who must know hears it by the fact."""

    def act(enrollment: Enrollment) -> Effect:
        fact = EnrollmentActivated(
            subject=enrollment.id,
            student_id=enrollment.student_id,
            teacher_id=_held(enrollment).place.teacher_id,
            lesson_id=_lessons(tenant, enrollment)[0].id,
        )
        return Effect("Welcome.", {"state": EnrollmentState.ACTIVE}, facts=[fact])

    return journal(tenant).do(enrollment_id, "ActivateEnrollment", act)


def is_active(tenant: Tenant, enrollment_id: str) -> bool:
    """True when the activation was written: families were told, and it stands. Else it never will be."""
    return journal(tenant).give_up(enrollment_id, "ActivateEnrollment").state is EnrollmentState.ACTIVE


def _held(enrollment: Enrollment) -> Hold:
    if enrollment.hold is None:
        raise NoPlaceLeft("No place is held for this enrolment any more.")
    return enrollment.hold


def _first_lesson(enrollment: Enrollment) -> Lesson:
    place = _held(enrollment).place
    return Lesson(
        id=derived_id("les", enrollment.id),
        kind=LessonKind.PRIVATE,
        course_id=enrollment.course_id,
        enrollment_id=enrollment.id,
        student_ids=(enrollment.student_id,),
        original_start=place.starts_at,
        **dict(place),
    )


def _sessions(tenant: Tenant, enrollment: Enrollment) -> list[Lesson]:
    return scheduling.lessons(tenant, _held(enrollment).session_ids)


def _lessons(tenant: Tenant, enrollment: Enrollment) -> list[Lesson]:
    return _sessions(tenant, enrollment) if _held(enrollment).cohort_id else [_first_lesson(enrollment)]


def _handing_over(tenant: Tenant, enrollment: Enrollment, hold: Hold) -> tuple[Hold, list[Change]]:
    if hold.cohort_id is None:
        return hold, []
    return handing_over(tenant, CohortStore(tenant).get(hold.cohort_id), enrollment, hold)


def _entering_roster(tenant: Tenant, enrollment: Enrollment) -> list[Change]:
    if enrollment.cohort_id is None:
        return []
    key = CohortStore(tenant).roster_key(enrollment.cohort_id, enrollment.student_id)
    return [Put(Record(key.pk, key.sk, kind="Seated", owner=enrollment.student_id))]


def _leaving_roster(tenant: Tenant, enrollment: Enrollment) -> list[Change]:
    if enrollment.cohort_id is None:
        return []
    return [Delete(CohortStore(tenant).roster_key(enrollment.cohort_id, enrollment.student_id))]


def _has_classmates(tenant: Tenant, enrollment: Enrollment) -> bool:
    if enrollment.cohort_id is None:
        return False
    return bool(set(CohortStore(tenant).roster(enrollment.cohort_id)) - {enrollment.student_id})
