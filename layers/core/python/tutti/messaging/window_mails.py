"""The mail that says that a hybrid week is near, and that its lesson can be booked (SCH-21)."""

from datetime import datetime

from tutti.enrollment.published import course
from tutti.kit.clock import rfc3339
from tutti.kit.tenant import Tenant
from tutti.messaging.mail import Post
from tutti.messaging.model import is_same_person
from tutti.messaging.readers import Reader, send_to
from tutti.messaging.service import Desk, when_and_where
from tutti.people import teaching
from tutti.people.family import Guardian, Student
from tutti.people.published import contacts_of
from tutti.scheduling.groups.windows import to_announce


def announce_window(tenant: Tenant, window_id: str, *, now: datetime, post: Post | None = None) -> None:
    """Tell the family of each member who has no slot of it yet, once; nothing when it is over or gone."""
    found = to_announce(tenant, window_id, now=now)
    if found is None:
        return
    desk, window = Desk.of(tenant, post), found.lesson
    values = {
        **when_and_where(tenant, window),
        "course": course(tenant, window.course_id).name,
        "teacher": teaching.teacher(tenant, window.teacher_id).display_name,
        "minutes": found.cycle.slot_minutes,
        "price": found.cycle.price.text(),
        "window_url": desk.page("windows", window.id),
    }
    readers = [_reader(*family) for family in contacts_of(tenant, found.members)]
    send_to(desk, f"window#{window.id}#{rfc3339(window.starts_at)}", "window_ahead", readers, values)


def _reader(student: Student, guardian: Guardian) -> Reader:
    values = {
        "recipient": guardian.given_name,
        "student": student.given_name,
        "is_self": is_same_person(student, guardian),
    }
    return Reader(f"student#{student.id}", guardian.email, values)
