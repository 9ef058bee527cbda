"""To whom mails about a student's work go: to who answers for the student, and to students of age."""

from collections.abc import Iterator, Sequence
from datetime import date

from tutti.kit.clock import local_date, utc_now
from tutti.messaging.model import is_same_person
from tutti.messaging.readers import Reader, to_the_school
from tutti.messaging.service import Desk
from tutti.people.circles import Circle
from tutti.people.family import Guardian, Student
from tutti.people.published import login_of

OF_AGE = 18


def readers_around(desk: Desk, circles: Sequence[Circle]) -> Iterator[Reader]:
    """Each contact once, about all of the children; students of age at the address of their own login.

    Minors are never written to: they find a note on the page.
    """
    children: dict[str, list[Student]] = {}
    contacts = {one.contact.id: one.contact for one in circles if one.contact}
    for circle in circles:
        if circle.contact:
            children.setdefault(circle.contact.id, []).append(circle.student)
    yield from (_to_contact(contacts[who], of) for who, of in children.items())
    today = local_date(utc_now(), desk.studio.time_zone)
    for circle in circles:
        if own := _of_age(desk, circle, today):
            yield own


def member_reader(desk: Desk, person_id: str) -> Reader | None:
    """Somebody who is no student, at the address of the own login; None without one."""
    login = login_of(desk.tenant, person_id)
    return Reader(person_id, login.email, to_the_school(login.given_name)) if login else None


def _to_contact(guardian: Guardian, children: Sequence[Student]) -> Reader:
    names = " and ".join(child.given_name for child in children)
    is_self = len(children) == 1 and is_same_person(children[0], guardian)
    return Reader(
        guardian.id,
        guardian.email,
        {"recipient": guardian.given_name, "student": names, "is_self": is_self},
    )


def _of_age(desk: Desk, circle: Circle, today: date) -> Reader | None:
    student, contact = circle.student, circle.contact
    if student.age_on(today) < OF_AGE or (contact and is_same_person(student, contact)):
        return None
    login = login_of(desk.tenant, student.id)
    name = student.given_name
    values = {"recipient": name, "student": name, "is_self": True}
    return Reader(student.id, login.email, values) if login else None
