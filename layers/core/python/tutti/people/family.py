"""Families: guardians, students and who pays."""

import unicodedata
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from tutti.kit.entity import Email, Entity, Instrument, Line, Name, Phone, Text, Value, Version
from tutti.kit.errors import Invalid, NotAllowed
from tutti.kit.ids import FamilyId, LocationId, PersonId

OLDEST = 120
FAMILY_MAY_CHANGE = frozenset({"emergency_contact", "notes", "version"})


class BirthDateImpossible(Invalid):
    """A birth date is not in the future and not more than 120 years ago."""


class OfficeOnly(NotAllowed):
    """Guardians change the emergency contact and the notes of their children; the office changes the rest."""


class Level(StrEnum):
    """How far a student is."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class FamilyDraft(Value):
    """A family to be added."""

    name: Name
    billing_email: Email | None = None
    billing_address: Text = ""


class Family(Entity, FamilyDraft):
    """A group of guardians and students that is billed together; `payer_id` is the guardian who is billed."""

    id: FamilyId
    payer_id: PersonId | None = None


class FamilyUpdate(FamilyDraft):
    """The family as it shall be."""

    payer_id: PersonId | None = None
    version: Version


class GuardianDraft(Value):
    """A guardian to be added to a family."""

    family_id: FamilyId
    given_name: Name
    family_name: Name
    email: Email
    phone: Phone | None = None


class Guardian(Entity, GuardianDraft):
    """A parent or other guardian; the id is the person's."""

    id: PersonId


class NewGuardian(GuardianDraft):
    """A guardian to be added; with `person_id` a member of the studio who becomes one."""

    person_id: PersonId | None = None


class GuardianUpdate(Value):
    """The guardian as it shall be; stays in the family."""

    given_name: Name
    family_name: Name
    email: Email
    phone: Phone | None = None
    version: Version


class EmergencyContact(Value):
    """Whom to call."""

    name: Name
    phone: Phone
    relation: Line = ""


class StudentProfile(Value):
    """What is known of a student."""

    given_name: Name
    family_name: Name
    birth_date: date
    instruments: Annotated[tuple[Instrument, ...], Field(max_length=10)] = ()
    level: Level = Level.BEGINNER
    emergency_contact: EmergencyContact | None = None
    notes: Text = ""
    location_id: LocationId | None = None


class StudentDraft(StudentProfile):
    """A student to be added to a family."""

    family_id: FamilyId


class Student(Entity, StudentDraft):
    """Somebody who learns here, child or adult; the id is the person's."""

    id: PersonId
    teacher_ids: tuple[PersonId, ...] = ()
    is_active: bool = True

    def age_on(self, day: date) -> int:
        """Full years on this day."""
        return age_on(self.birth_date, day)

    @property
    def can_be_scheduled(self) -> bool:
        """Active and with a teacher (IAM-17)."""
        return self.is_active and bool(self.teacher_ids)


class NewStudent(StudentDraft):
    """A student to be added; with `person_id` a member of the studio who becomes one."""

    person_id: PersonId | None = None


class StudentUpdate(StudentProfile):
    """The student as it shall be."""

    is_active: bool = True
    version: Version


def age_on(birth_date: date, day: date) -> int:
    """Full years on this day: the birthday itself counts; who is born on 29 February ages on 1 March."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def name_key(given_name: str, family_name: str) -> tuple[str, ...]:
    """The same for the same name, however it is typed."""
    typed = unicodedata.normalize("NFKC", f"{given_name} {family_name}")
    return tuple(typed.casefold().split())


def refuse_impossible_birth(birth_date: date, today: date) -> None:
    """Refuse with `BirthDateImpossible` a birth that cannot be a living student's."""
    if birth_date > today or age_on(birth_date, today) > OLDEST:
        raise BirthDateImpossible()


def refuse_beyond_contact(before: Student, after: Student) -> None:
    """Refuse with `OfficeOnly` when more changes than what a child's guardians may change."""
    fixed = Student.model_fields.keys() - FAMILY_MAY_CHANGE
    if any(getattr(before, name) != getattr(after, name) for name in fixed):
        raise OfficeOnly()
