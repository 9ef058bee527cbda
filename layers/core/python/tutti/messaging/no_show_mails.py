"""What follows when a student does not come: word to the family, and at the n-th time to the office.

What it means in money and credits is the cancellation policy's to say (SCH-31).
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from tutti.billing.crediting import credits_of
from tutti.enrollment.course import Course
from tutti.enrollment.published import course
from tutti.kit.clock import local_date, zone
from tutti.kit.tenant import Tenant
from tutti.messaging.mail import Post
from tutti.messaging.model import is_same_person
from tutti.messaging.readers import MailsUnsent
from tutti.messaging.service import Desk, when_and_where
from tutti.people.family import Guardian, Student
from tutti.people.published import contacts_of
from tutti.scheduling.cancellation.policies import get_cancellation_policy
from tutti.scheduling.cancellation.terms import Term, term_of
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.service import lesson
from tutti.scheduling.upcoming import lessons_between


def follow_up_no_show(
    tenant: Tenant, lesson_id: str, student_ids: Sequence[str], *, now: datetime, post: Post | None = None
) -> None:
    """Write to the family of each of these students, once, and to the office at the no-show it asked for.

    Nothing is sent of who came after all. One address that fails keeps nobody waiting
    (`MailsUnsent`).
    """
    missed = lesson(tenant, lesson_id)
    desk, offered = Desk.of(tenant, post), course(tenant, missed.course_id)
    values = {**when_and_where(tenant, missed), "course": offered.name, "page_url": desk.page()}
    absent = [one for one in student_ids if one in missed.missed_ids]
    sent = list[bool]()
    for student, guardian in contacts_of(tenant, absent):
        minutes = _credit(desk, offered, student, now)
        sent.append(_write_to_family(desk, missed, student, guardian, values | {"makeup_minutes": minutes}))
        sent.append(_tell_office(desk, missed, student, values))
    if not all(sent):
        raise MailsUnsent()


def _write_to_family(
    desk: Desk, missed: Lesson, student: Student, guardian: Guardian, values: dict[str, Any]
) -> bool:
    family = {
        "recipient": guardian.given_name,
        "student": student.given_name,
        "is_self": is_same_person(student, guardian),
    }
    receipt = f"no_show#{missed.id}#{student.id}"
    return desk.send_once(receipt, "missed_lesson", guardian.email, **family, **values)


def _credit(desk: Desk, offered: Course, student: Student, now: datetime) -> int:
    """How many minutes of a makeup lesson the student may book today."""
    today = local_date(now, desk.studio.time_zone)
    lots = credits_of(desk.tenant, student.id)
    return sum(lot.open_on(today) for lot in lots if lot.instrument == offered.instrument)


def _tell_office(desk: Desk, missed: Lesson, student: Student, values: dict[str, Any]) -> bool:
    nth = desk.studio.policy.no_show_alert
    term = _term(desk, missed)
    absences = _absences(desk, student, term)
    if len(absences) != nth and absences[nth - 1 : nth] != [missed.id]:
        return True
    alert = {"student": f"{student.given_name} {student.family_name}", "count": nth, "term": term.name}
    receipt = f"no_show_alert#{student.id}#{term.starts_on}#{nth}"
    return desk.send_once(receipt, "no_show_alert", desk.studio.email, **alert, **values)


def _term(desk: Desk, missed: Lesson) -> Term:
    terms = get_cancellation_policy(desk.tenant).terms
    return term_of(terms, local_date(missed.starts_at, missed.zone))


def _absences(desk: Desk, student: Student, term: Term) -> list[str]:
    """The lessons of the term that the student missed, in order."""
    here = zone(desk.studio.time_zone)
    days = (datetime.combine(day, time(), here).astimezone(UTC) for day in (term.starts_on, term.ends_on))
    found = lessons_between(desk.tenant, student.id, *days)
    return [one.id for one in found if student.id in one.missed_ids]
