"""A school day for tests: a teacher at a location with a room, a course, a family whose child is taught."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from tests.support.offers import a_course, a_piano_teacher, a_week
from tests.support.people import a_family, a_guardian, a_location, a_student
from tests.support.school import School
from tutti.enrollment.course import Course
from tutti.kit.caller import Caller
from tutti.kit.clock import rfc3339, utc_now, zone
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.people.family import Family, Guardian, Student
from tutti.people.teacher import Teacher
from tutti.scheduling.busy import BusyStore
from tutti.scheduling.grid import Span
from tutti.studios.model import Location, Policy, Room
from tutti.studios.store import RoomStore, StudioStore


@dataclass(frozen=True)
class Timetable:
    """Everything that a lesson needs."""

    school: School
    location: Location
    room: Room
    teacher: Teacher
    course: Course
    family: Family
    guardian: Guardian
    student: Student

    @property
    def parent(self) -> Caller:
        return self.school.caller(Role.GUARDIAN, self.guardian.id)

    @property
    def taught_by(self) -> Caller:
        return self.school.caller(Role.TEACHER, self.teacher.id)

    def at(self, days: int, hour: int = 10, minute: int = 0) -> datetime:
        """This hour of the school's clock, so many days from today."""
        here = zone(self.school.studio.time_zone)
        day = utc_now().astimezone(here).date() + timedelta(days=days)
        return datetime.combine(day, time(hour, minute), here).astimezone(UTC)

    def booking(self, days: int = 3, hour: int = 10, minute: int = 0, **changes: Any) -> dict[str, Any]:
        """The body that books half an hour then."""
        usual = {
            "course_id": self.course.id,
            "teacher_id": self.teacher.id,
            "student_ids": [self.student.id],
            "starts_at": rfc3339(self.at(days, hour, minute)),
            "minutes": 30,
            "location_id": self.location.id,
            "room_id": self.room.id,
        }
        return usual | changes

    def another_child(self, **particulars: Any) -> Student:
        """Another child of another family, with the same teacher."""
        family = a_family(self.school, "Other")
        a_guardian(self.school, family)
        return a_student(self.school, family, **{"teacher_ids": (self.teacher.id,), **particulars})

    def has_policy(self, **policy: Any) -> None:
        """The studio's policy from now on."""
        studios = StudioStore(self.school.tenant)
        before = studios.current()
        studios.replace(before, before.model_copy(update={"policy": Policy(**policy)}))

    def busy(self, resource_id: str, starts_at: datetime, minutes: int = 30) -> int:
        """The busy quarter hours of somebody from then on, as bits."""
        span = Span.between(starts_at, starts_at + timedelta(minutes=minutes))
        return BusyStore(self.school.tenant).read([resource_id], [span]).busy(resource_id, span)


def a_timetable(school: School) -> Timetable:
    """A teacher who is at one location every day from nine to six, and a child of hers."""
    location = a_location(school)
    room = RoomStore(school.tenant).create(
        Room(id=new_id("rom"), name="Room 1", location_id=location.id, capacity=12)
    )
    week = a_week(school, location_id=location.id)
    teacher = a_piano_teacher(school, availability=week)
    family = a_family(school)
    guardian = a_guardian(school, family)
    student = a_student(school, family, teacher_ids=(teacher.id,), location_id=location.id)
    return Timetable(school, location, room, teacher, a_course(school), family, guardian, student)
