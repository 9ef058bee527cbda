"""Courses, enrolments and teachers that lie in no table."""

from datetime import UTC, date, datetime, time
from typing import Any

from tutti.enrollment.course import Course, CourseKind
from tutti.enrollment.enrollment import Enrollment, GuardianDetails, Preferences, StudentDetails
from tutti.kit.ids import derived_id
from tutti.kit.money import Money
from tutti.people.teacher import Teacher
from tutti.scheduling.availability import AvailabilityBlock, Weekday


def a_course(**particulars: Any) -> Course:
    usual: dict[str, Any] = {
        "id": derived_id("crs", "piano"),
        "name": "Piano",
        "kind": CourseKind.PRIVATE,
        "instrument": "piano",
        "price": Money(amount=12000, currency="EUR"),
    }
    return Course(**(usual | particulars))


def an_enrollment(
    *, born: date = date(2016, 5, 5), given_name: str = "Ada", family_name: str = "Lang", **more: Any
) -> Enrollment:
    usual: dict[str, Any] = {
        "id": derived_id("enr", "ada"),
        "token": "a-token-that-nobody-guesses",
        "course_id": derived_id("crs", "piano"),
        "student": StudentDetails(given_name=given_name, family_name=family_name, birth_date=born),
        "guardian": GuardianDetails(given_name="Eva", family_name="Lang", email="eva@families.test"),
        "preferences": Preferences(),
        "accepted_terms": True,
        "consent": True,
        "requested_at": datetime(2026, 8, 1, tzinfo=UTC),
        "family_id": derived_id("fam", "lang"),
        "guardian_id": derived_id("per", "eva"),
        "student_id": derived_id("per", "ada"),
    }
    return Enrollment(**(usual | more))


def a_block(weekday: Weekday, first: int = 9, last: int = 18, zone: str = "UTC") -> AvailabilityBlock:
    return AvailabilityBlock(weekday=weekday, starts=time(first), ends=time(last), zone=zone)


def a_teacher(name: str, *blocks: AvailabilityBlock, capacity: int = 30, **more: Any) -> Teacher:
    usual: dict[str, Any] = {"display_name": name, "instruments": ("piano",)}
    return Teacher(id=derived_id("per", name), capacity=capacity, availability=blocks, **(usual | more))
