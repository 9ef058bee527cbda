"""The reminders before a lesson (COM-5)."""

from typing import Any

from tutti.enrollment.published import course
from tutti.kit.clock import rfc3339
from tutti.kit.errors import NotFound, StillWorking
from tutti.kit.tenant import Tenant
from tutti.messaging.audience import Audience
from tutti.messaging.mail import Post
from tutti.messaging.model import Reminder, is_same_person
from tutti.messaging.preference import receipt_kind
from tutti.messaging.service import Desk, when_and_where
from tutti.people import teaching
from tutti.people.family import Guardian, Student
from tutti.people.published import address_of
from tutti.scheduling.lesson import Lesson, LessonStatus
from tutti.scheduling.service import lesson
from tutti.studios.model import ReminderKind


class RemindersUnsent(StillWorking):
    """Some reminders of this lesson could not be sent yet."""


def send_reminder(tenant: Tenant, reminder: Reminder, *, post: Post | None = None) -> None:
    """Remind everybody who wants it, once; nothing when the lesson is cancelled, moved or gone.

    One address that fails does not keep the others waiting; refuses with `RemindersUnsent` at the end.
    """
    due = _due(tenant, reminder)
    if due is None:
        return
    desk = Desk.of(tenant, post)
    audience = Audience.of(tenant, due, desk.studio.policy.reminder_kinds)
    values = _values(tenant, due, reminder.kind)
    sent = [_remind_family(desk, reminder, audience, *family, values) for family in audience.families]
    sent.append(_remind_teacher(desk, reminder, audience, values))
    if not all(sent):
        raise RemindersUnsent()


def _due(tenant: Tenant, reminder: Reminder) -> Lesson | None:
    try:
        found = lesson(tenant, reminder.lesson_id)
    except NotFound:
        return None
    is_due = found.status is LessonStatus.CONFIRMED and found.starts_at == reminder.starts_at
    return found if is_due else None


def _values(tenant: Tenant, due: Lesson, kind: ReminderKind) -> dict[str, Any]:
    return {
        "course": course(tenant, due.course_id).name,
        "teacher": teaching.teacher(tenant, due.teacher_id).display_name,
        "is_soon": kind is ReminderKind.HOUR_BEFORE,
        **when_and_where(tenant, due),
    }


def _remind_family(
    desk: Desk,
    reminder: Reminder,
    audience: Audience,
    student: Student,
    guardian: Guardian,
    values: dict[str, Any],
) -> bool:
    family = {
        "recipient": guardian.given_name,
        "student": student.given_name,
        "is_self": is_same_person(student, guardian),
    }
    kind = receipt_kind(reminder.kind, audience.wanted_by_family(guardian))
    receipt = _receipt(reminder, kind, student.id)
    return kind is None or desk.send_once(receipt, "lesson_reminder", guardian.email, **family, **values)


def _remind_teacher(desk: Desk, reminder: Reminder, audience: Audience, values: dict[str, Any]) -> bool:
    kind = receipt_kind(reminder.kind, audience.wanted_by_teacher())
    address = address_of(desk.tenant, audience.teacher_id) if kind else None
    receipt = _receipt(reminder, kind, audience.teacher_id)
    own = values | {"recipient": values["teacher"]}
    return address is None or desk.send_once(receipt, "teaching_reminder", address, **own)


def _receipt(reminder: Reminder, kind: ReminderKind | None, person_id: str) -> str:
    """One for each occurrence, its start, the kind and whom it is about: nothing is sent under it twice."""
    return f"reminder#{reminder.lesson_id}#{kind}#{rfc3339(reminder.starts_at)}#{person_id}"
