"""The reminders before a lesson (COM-5)."""

from typing import Any

from tutti.enrollment.published import course, seated
from tutti.kit.clock import rfc3339
from tutti.kit.errors import NotFound, StillWorking
from tutti.kit.observe import report
from tutti.kit.receipts import Receipts
from tutti.kit.tenant import Tenant
from tutti.messaging.mail import Post
from tutti.messaging.model import Reminder, is_same_person
from tutti.messaging.service import Desk, when_and_where
from tutti.people import teaching
from tutti.people.family import Guardian, Student
from tutti.people.published import contacts_of
from tutti.scheduling.lesson import Lesson, LessonStatus
from tutti.scheduling.service import lesson
from tutti.studios.model import ReminderKind


class RemindersUnsent(StillWorking):
    """Some reminders of this lesson could not be sent yet."""


def send_reminder(tenant: Tenant, reminder: Reminder, *, post: Post | None = None) -> None:
    """Remind the guardian of each student, once; nothing when the lesson is cancelled, moved or gone.

    One address that fails does not keep the others waiting; refuses with `RemindersUnsent` at the end.
    """
    due = _due(tenant, reminder)
    if due is None:
        return
    desk, values = Desk.of(tenant, post), _values(tenant, due, reminder.kind)
    contacts = contacts_of(tenant, _student_ids(tenant, due))
    sent = [_remind_once(desk, reminder, student, guardian, values) for student, guardian in contacts]
    if not all(sent):
        raise RemindersUnsent()


def _due(tenant: Tenant, reminder: Reminder) -> Lesson | None:
    try:
        found = lesson(tenant, reminder.lesson_id)
    except NotFound:
        return None
    is_due = found.status is LessonStatus.CONFIRMED and found.starts_at == reminder.starts_at
    return found if is_due else None


def _student_ids(tenant: Tenant, due: Lesson) -> list[str]:
    return seated(tenant, due.cohort_id) if due.cohort_id else list(due.student_ids)


def _values(tenant: Tenant, due: Lesson, kind: ReminderKind) -> dict[str, Any]:
    return {
        "course": course(tenant, due.course_id).name,
        "teacher": teaching.teacher(tenant, due.teacher_id).display_name,
        "is_soon": kind is ReminderKind.HOUR_BEFORE,
        **when_and_where(tenant, due),
    }


def _remind_once(
    desk: Desk, reminder: Reminder, student: Student, guardian: Guardian, values: dict[str, Any]
) -> bool:
    """True when this family has its reminder, from this run or an earlier one."""
    family = {
        "recipient": guardian.given_name,
        "student": student.given_name,
        "is_self": is_same_person(student, guardian),
    }
    name = f"reminder#{reminder.lesson_id}#{reminder.kind}#{rfc3339(reminder.starts_at)}#{student.id}"
    try:
        Receipts(desk.tenant).once(name, lambda: _send(desk, guardian.email, family | values))
    except Exception as error:  # noqa: BLE001 - one mailbox must not keep the others waiting
        report(error)
        return False
    return True


def _send(desk: Desk, to: str, values: dict[str, Any]) -> None:
    desk.send("lesson_reminder", to, **values)
