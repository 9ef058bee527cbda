"""Mails about other times for a lesson: offered or wished for, how it ended, and where the lesson is now."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from tutti.enrollment.published import course
from tutti.kit.tenant import Tenant
from tutti.messaging.audience import attending
from tutti.messaging.mail import Post
from tutti.messaging.model import When
from tutti.messaging.readers import Contacts, Reader, families, named, send_to, the_office, the_teacher
from tutti.messaging.service import Desk, when_and_where
from tutti.people import teaching
from tutti.people.published import contacts_of
from tutti.scheduling.lesson import Lesson, Place
from tutti.scheduling.rescheduling.answering import reschedule_named
from tutti.scheduling.rescheduling.reschedule import Reschedule, RescheduleState, Side
from tutti.scheduling.service import lessons

NONE = "none"
"""What stands in a link for none of the times."""


def send_offer(tenant: Tenant, reschedule_id: str, *, post: Post | None = None) -> None:
    """Send the family a link for each time, or the school the family's wish; nothing once it is answered."""
    offered = reschedule_named(tenant, reschedule_id)
    if offered.state is not RescheduleState.OFFERED:
        return
    desk, about = Desk.of(tenant, post), _find(tenant, offered.lesson_id)
    if about is None:
        return
    contacts = contacts_of(tenant, attending(tenant, about))
    values = _values(tenant, about, contacts) | {
        "was": _when(offered.original),
        "note": offered.note,
        "until": _moment(offered.expires_at, about.zone),
    }
    if offered.proposed_by is Side.FAMILY:
        wished = {"options": [_when(one) for one in offered.alternatives], "page_url": desk.page()}
        send_to(desk, f"wish#{offered.id}", "reschedule_wish", _school(desk, offered, about), values | wished)
        return
    links = {"options": _links(desk, offered), "decline_url": _link(desk, offered, NONE)}
    send_to(desk, f"offer#{offered.id}", "reschedule_offer", families(contacts), values | links)


def send_ending(tenant: Tenant, reschedule_id: str, *, post: Post | None = None) -> None:
    """Tell those who wait for it that the lesson stays where it is; a cancelled lesson has its own mails."""
    ended = reschedule_named(tenant, reschedule_id)
    sides = _concerned(ended)
    if not sides:
        return
    desk, about = Desk.of(tenant, post), _find(tenant, ended.lesson_id)
    if about is None:
        return
    contacts = contacts_of(tenant, attending(tenant, about))
    values = _values(tenant, about, contacts)
    values |= {"when": _when(ended.original), "state": ended.state.value}
    readers = [*families(contacts)] if Side.FAMILY in sides else []
    readers += _school(desk, ended, about) if Side.OFFICE in sides else []
    send_to(desk, f"ended#{ended.id}", "reschedule_ended", readers, values)


def send_lesson_moved(
    tenant: Tenant,
    lesson_id: str,
    *,
    starts_at: datetime,
    was_at: datetime,
    by: str,
    post: Post | None = None,
) -> None:
    """Tell the families and the teacher where the lesson is now; nothing when it has moved on already."""
    about = _find(tenant, lesson_id)
    if about is None or about.starts_at != starts_at or not about.status.is_live:
        return
    desk, contacts = Desk.of(tenant, post), contacts_of(tenant, attending(tenant, about))
    was = When(starts_at=was_at, ends_at=was_at + (about.ends_at - about.starts_at), zone=about.zone)
    values = _values(tenant, about, contacts) | {"was": was, **when_and_where(tenant, about)}
    readers = [*families(contacts)]
    if by != about.teacher_id and (teacher := the_teacher(desk, about.teacher_id)):
        readers.append(teacher)
    send_to(desk, f"moved#{about.id}#{about.sequence}", "lesson_moved", readers, values)


def _find(tenant: Tenant, lesson_id: str) -> Lesson | None:
    """The lesson, as long as its series has not given it up."""
    return next(iter(lessons(tenant, [lesson_id])), None)


def _concerned(ended: Reschedule) -> tuple[Side, ...]:
    """Who waits for word: the family, or the school for which the office stands."""
    asking = Side.FAMILY if ended.proposed_by is Side.FAMILY else Side.OFFICE
    answering = Side.OFFICE if asking is Side.FAMILY else Side.FAMILY
    if ended.chosen is not None:
        return (Side.FAMILY, Side.OFFICE)
    sides = {
        RescheduleState.DECLINED: (asking,),
        RescheduleState.EXPIRED: (asking, answering),
        RescheduleState.WITHDRAWN: (answering,) if ended.step("AwaitAnswer") else (),
    }
    return sides.get(ended.state, ())


def _school(desk: Desk, about: Reschedule, of: Lesson) -> list[Reader]:
    """The teacher, or the office for a teacher without a login and for what it proposed itself."""
    teacher = None if about.proposed_by is Side.OFFICE else the_teacher(desk, of.teacher_id)
    return [teacher or the_office(desk)]


def _values(tenant: Tenant, about: Lesson, contacts: Contacts) -> dict[str, Any]:
    return {
        "student": named(contacts),
        "course": course(tenant, about.course_id).name,
        "teacher": teaching.teacher(tenant, about.teacher_id).display_name,
    }


def _links(desk: Desk, offered: Reschedule) -> list[dict[str, Any]]:
    return [
        {"when": _when(place), "url": _link(desk, offered, str(number))}
        for number, place in enumerate(offered.alternatives)
    ]


def _link(desk: Desk, offered: Reschedule, answer: str) -> str:
    """A link leads to the page, which asks once more: mail programs that look into links choose nothing."""
    page = desk.page(desk.studio.slug, "reschedules", offered.id)
    return f"{page}?{urlencode({'token': offered.token, 'answer': answer})}"


def _when(place: Place) -> When:
    return When(starts_at=place.starts_at, ends_at=place.ends_at, zone=place.zone)


def _moment(instant: datetime, zone: str) -> str:
    when = When(starts_at=instant, ends_at=instant, zone=zone)
    return f"{when.day}, {when.start}"
