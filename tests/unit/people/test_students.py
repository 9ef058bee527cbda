"""Ages, births, and what a family may change."""

from datetime import date

import pytest

from tutti.kit.ids import new_id
from tutti.people.family import (
    BirthDateImpossible,
    EmergencyContact,
    Level,
    OfficeOnly,
    Student,
    age_on,
    refuse_beyond_contact,
    refuse_impossible_birth,
)

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2015, 5, 4), date(2026, 5, 3), 10),
        (date(2015, 5, 4), date(2026, 5, 4), 11),
        (date(2016, 2, 29), date(2027, 2, 28), 10),
        (date(2016, 2, 29), date(2027, 3, 1), 11),
    ],
)
def test_the_birthday_itself_counts(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


@pytest.mark.parametrize("born", [TODAY, date(1906, 11, 21), date(1905, 11, 22)])
def test_takes_who_is_born_today_and_who_is_120(born: date) -> None:
    refuse_impossible_birth(born, TODAY)


@pytest.mark.parametrize("born", [date(2026, 11, 22), date(1905, 11, 21)])
def test_refuses_who_is_not_born_and_who_is_121(born: date) -> None:
    with pytest.raises(BirthDateImpossible):
        refuse_impossible_birth(born, TODAY)


def a_student(**particulars: object) -> Student:
    student = Student(
        id=new_id("per"),
        family_id=new_id("fam"),
        given_name="Sam",
        family_name="Berger",
        birth_date=date(2015, 5, 4),
    )
    return student.model_copy(update=particulars)


def test_a_student_with_a_teacher_can_be_scheduled_while_active() -> None:
    taught = {"teacher_ids": (new_id("per"),)}
    assert a_student(**taught).can_be_scheduled
    assert not a_student(**taught, is_active=False).can_be_scheduled
    assert not a_student().can_be_scheduled


def test_a_family_changes_emergency_contact_and_notes() -> None:
    before = a_student()
    contact = EmergencyContact(name="Olga", phone="+43 1 234567")
    refuse_beyond_contact(before, before.model_copy(update={"emergency_contact": contact, "notes": "!"}))


@pytest.mark.parametrize(
    "change",
    [{"given_name": "Kim"}, {"level": Level.ADVANCED}, {"is_active": False}, {"location_id": new_id("loc")}],
)
def test_a_family_changes_nothing_else(change: dict[str, object]) -> None:
    before = a_student()
    with pytest.raises(OfficeOnly):
        refuse_beyond_contact(before, before.model_copy(update=change))
