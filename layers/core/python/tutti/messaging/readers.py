"""Whom a mail about a lesson goes to, and that each gets it once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tutti.kit.errors import StillWorking
from tutti.messaging.model import is_same_person
from tutti.messaging.service import Desk
from tutti.people import teaching
from tutti.people.family import Guardian, Student
from tutti.people.published import address_of

Contacts = Sequence[tuple[Student, Guardian]]


class MailsUnsent(StillWorking):
    """Some mails about this could not be sent yet."""


@dataclass(frozen=True)
class Reader:
    """Somebody who is written to: known to receipts as `who`, and what only this mail says."""

    who: str
    to: str
    values: dict[str, Any]


def families(contacts: Contacts) -> Iterator[Reader]:
    """Each guardian once, about the first of the children."""
    written = set[str]()
    for student, guardian in contacts:
        if guardian.id not in written:
            written.add(guardian.id)
            values = {
                "recipient": guardian.given_name,
                "student": student.given_name,
                "is_self": is_same_person(student, guardian),
            }
            yield Reader(f"family#{guardian.id}", guardian.email, values)


def the_teacher(desk: Desk, teacher_id: str) -> Reader | None:
    """The teacher at the address of the own login; None without one."""
    address = address_of(desk.tenant, teacher_id)
    if address is None:
        return None
    name = teaching.teacher(desk.tenant, teacher_id).display_name
    return Reader("teacher", address, to_the_school(name))


def the_office(desk: Desk) -> Reader:
    """The studio itself."""
    return Reader("school", desk.studio.email, to_the_school(desk.studio.name))


def to_the_school(name: str) -> dict[str, Any]:
    """What a mail to the school's own people says of them."""
    return {"recipient": name, "is_self": False}


def named(contacts: Contacts) -> str:
    """The students by first name and initial, the first of them; what the school's own people read."""
    names = [f"{student.given_name} {student.family_name[:1]}." for student, _ in contacts]
    return names[0] if names else "the students"


def send_to(desk: Desk, name: str, kind: str, readers: Iterable[Reader], values: Mapping[str, Any]) -> None:
    """Send each of them this mail unless it was sent; refuses with `MailsUnsent` when one was not taken."""
    sent = [
        desk.send_once(f"{name}#{reader.who}", kind, reader.to, **(dict(values) | reader.values))
        for reader in readers
    ]
    if not all(sent):
        raise MailsUnsent()
