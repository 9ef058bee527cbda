"""Lessons to be cancelled in tests: a teacher, a course and a family whose lessons take everybody's time."""

import json
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from tests.support.bills import told
from tests.support.offers import a_course, a_piano_teacher
from tests.support.people import a_family, a_guardian, a_location, a_student
from tests.support.school import School
from tutti.kit.caller import Caller
from tutti.kit.clock import utc_now
from tutti.kit.facts import Envelope
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.people.family import Family, Student
from tutti.scheduling import service
from tutti.scheduling.busy import BusyStore
from tutti.scheduling.cancellation.policies import update_cancellation_policy
from tutti.scheduling.cancellation.policy import PolicyUpdate
from tutti.scheduling.grid import SLOT
from tutti.scheduling.lesson import Lesson, LessonKind
from tutti.scheduling.store import LessonStore


def in_hours(hours: float) -> datetime:
    """The next quarter of an hour at least so many hours from now."""
    at, epoch = utc_now() + timedelta(hours=hours), datetime.fromisoformat("2020-01-01T00:00:00+00:00")
    return epoch + -((epoch - at) // SLOT) * SLOT


class Cancellable:
    """A child with a guardian, a teacher, a piano course for 50.00, and lessons of theirs."""

    def __init__(self, school: School, **course: Any) -> None:
        self.school = school
        self.location = a_location(school)
        self.family = a_family(school)
        self.guardian = a_guardian(school, self.family)
        self.student = self.a_child()
        self.teacher = a_piano_teacher(school)
        self.course = a_course(school, **({"cents": 5000} | course))

    def a_child(self, family: Family | None = None) -> Student:
        """One more student, of this family unless another one is named."""
        return a_student(self.school, family or self.family, location_id=self.location.id)

    def a_lesson(self, hours: float = 48, minutes: int = 30, **more: Any) -> Lesson:
        """A lesson in so many hours, its time taken of everybody."""
        starts_at = more.pop("starts_at", None) or in_hours(hours)
        fields: dict[str, Any] = {
            "id": new_id("les"),
            "kind": LessonKind.PRIVATE,
            "course_id": self.course.id,
            "student_ids": (self.student.id,),
            "original_start": starts_at,
            "teacher_id": self.teacher.id,
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=minutes),
            "zone": self.school.studio.time_zone,
            "location_id": self.location.id,
        }
        lesson, tenant = Lesson(**(fields | more)), self.school.tenant
        tenant.table.write(service.claiming(tenant, lesson.occupies, [lesson.span]))
        tenant.table.write(service.entering(tenant, lesson, lesson.calendars))
        return lesson

    def a_group(self, *students: Student, hours: float = 48, **more: Any) -> Lesson:
        """A lesson of a group with seats for all of them and two more."""
        ids = tuple(one.id for one in students)
        return self.a_lesson(hours, kind=LessonKind.GROUP, student_ids=ids, seats=len(ids) + 2, **more)

    def now(self, lesson: Lesson) -> Lesson:
        """The lesson as it is now."""
        return LessonStore(self.school.tenant).get(lesson.id)

    def is_busy(self, person_id: str, lesson: Lesson) -> bool:
        """True when somebody's time is taken at the time of this lesson."""
        return BusyStore(self.school.tenant).read([person_id], [lesson.span]).busy(person_id, lesson.span) > 0

    @property
    def parent(self) -> Caller:
        return self.school.caller(Role.GUARDIAN, self.guardian.id)

    @property
    def child(self) -> Caller:
        return self.school.caller(Role.STUDENT, self.student.id)

    @property
    def taught_by(self) -> Caller:
        return self.school.caller(Role.TEACHER, self.teacher.id)

    @property
    def office(self) -> Caller:
        return self.school.admin


def deliver(school: School, handler: Any, *names: str) -> list[Envelope]:
    """Give a consumer all facts of these names that were told; none of them may come back."""
    facts = told(school, *names)
    for fact in facts:
        message = {"messageId": "m1", "body": json.dumps({"detail": fact.model_dump(mode="json")})}
        reply = handler({"Records": [message]}, SimpleNamespace(aws_request_id="req_1"))
        assert reply["batchItemFailures"] == [], fact.name
    return facts


FACTS = ("LessonCancelled", "LessonLeft", "CancellationDecided")

FEES: dict[str, Any] = {
    "rules": [
        {
            "name": "In good time",
            "when": {"test": "notice", "at_least_hours": 24},
            "then": {"outcome": "credit", "expires_after_days": 90},
        },
        {
            "name": "Illness",
            "when": {"test": "reason", "one_of": ["illness"]},
            "then": {"outcome": "ask"},
        },
    ],
    "otherwise": {"outcome": "fee", "percent": 50},
}
"""A policy with a late fee of half a lesson; the office decides on illness."""


def set_policy(school: School, document: dict[str, Any], version: int = 1) -> None:
    """Put this policy in force."""
    update = PolicyUpdate.model_validate(document | {"version": version})
    update_cancellation_policy(school.admin, update, now=utc_now())
