"""Mails about lessons that are booked, asked for or declined, one by one or as a series."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tutti.enrollment.published import course
from tutti.kit.tenant import Tenant
from tutti.messaging.audience import attending
from tutti.messaging.mail import Post
from tutti.messaging.model import When
from tutti.messaging.readers import Contacts, families, named, send_to, the_office, the_teacher
from tutti.messaging.service import Desk, when_and_where
from tutti.people import teaching
from tutti.people.published import contacts_of
from tutti.scheduling.lesson import Lesson, LessonStatus
from tutti.scheduling.series.series import Series
from tutti.scheduling.service import lesson, series

SHOWN = 12


def send_lesson_booked(tenant: Tenant, lesson_id: str, *, post: Post | None = None) -> None:
    """Confirm a lesson to the families; an enrolment's first lesson stands in the welcome already."""
    about = lesson(tenant, lesson_id)
    if about.status is LessonStatus.CONFIRMED and not about.enrollment_id:
        _write_to_families(tenant, about, "lesson_booked", post)


def send_lesson_declined(tenant: Tenant, lesson_id: str, *, post: Post | None = None) -> None:
    """Tell the families that the lesson they asked for is not possible."""
    about = lesson(tenant, lesson_id)
    if about.status is LessonStatus.DECLINED:
        _write_to_families(tenant, about, "lesson_declined", post)


def send_lesson_request(tenant: Tenant, lesson_id: str, *, post: Post | None = None) -> None:
    """Ask the teacher, or the office for one without a login, to answer; nothing once that was done."""
    about = lesson(tenant, lesson_id)
    if about.status is not LessonStatus.REQUESTED:
        return
    desk, contacts = Desk.of(tenant, post), contacts_of(tenant, about.student_ids)
    values = _values(tenant, about, contacts) | {
        "until": _moment(about.requested_until or about.starts_at, about.zone),
        "page_url": desk.page(),
    }
    reader = the_teacher(desk, about.teacher_id) or the_office(desk)
    send_to(desk, f"requested#{about.id}", "lesson_requested", [reader], values)


def send_series_booked(tenant: Tenant, series_id: str, *, post: Post | None = None) -> None:
    """Tell the families the dates of their lessons to come; nothing for a group that has nobody yet."""
    about = series(tenant, series_id)
    if not about.occurrences or not about.student_ids:
        return
    desk, contacts = Desk.of(tenant, post), contacts_of(tenant, about.student_ids)
    values = {
        **_names(tenant, about.course_id, about.teacher_id, contacts),
        **_dates(about, about.occurrences),
        "is_changed": about.continues is not None,
    }
    send_to(desk, f"series#{about.id}", "series_booked", families(contacts), values)


def send_series_clashed(
    tenant: Tenant, series_id: str, dates: Sequence[datetime], *, post: Post | None = None
) -> None:
    """Tell the office which dates of a series were not free, so that somebody finds others for them."""
    about, desk = series(tenant, series_id), Desk.of(tenant, post)
    contacts = contacts_of(tenant, about.student_ids)
    values = {
        **_names(tenant, about.course_id, about.teacher_id, contacts),
        **_dates(about, dates),
        "page_url": desk.page(),
    }
    send_to(desk, f"clashed#{about.id}#{dates[0].isoformat()}", "series_clashed", [the_office(desk)], values)


def _write_to_families(tenant: Tenant, about: Lesson, kind: str, post: Post | None) -> None:
    desk, contacts = Desk.of(tenant, post), contacts_of(tenant, attending(tenant, about))
    values = _values(tenant, about, contacts)
    send_to(desk, f"{kind}#{about.id}#{about.sequence}", kind, families(contacts), values)


def _values(tenant: Tenant, about: Lesson, contacts: Contacts) -> dict[str, Any]:
    names = _names(tenant, about.course_id, about.teacher_id, contacts)
    return {**names, **when_and_where(tenant, about)}


def _names(tenant: Tenant, course_id: str, teacher_id: str, contacts: Contacts) -> dict[str, Any]:
    return {
        "student": named(contacts),
        "course": course(tenant, course_id).name,
        "teacher": teaching.teacher(tenant, teacher_id).display_name,
    }


def _dates(about: Series, dates: Sequence[datetime]) -> dict[str, Any]:
    """The first dates, and how many more there are."""
    shown = [When(starts_at=one, ends_at=one + about.length, zone=about.zone) for one in dates[:SHOWN]]
    return {"dates": shown, "more": len(dates) - len(shown), "count": len(dates)}


def _moment(instant: datetime, zone: str) -> str:
    when = When(starts_at=instant, ends_at=instant, zone=zone)
    return f"{when.day}, {when.start}"
