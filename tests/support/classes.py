"""A teacher's class for tests: a child with a guardian, and lessons on chosen days."""

from datetime import UTC, datetime, timedelta

from tests.support.offers import a_piano_teacher
from tests.support.people import a_family, a_guardian, a_location, a_student
from tests.support.school import School
from tutti.kit.caller import Caller
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.people.family import Student
from tutti.scheduling import service
from tutti.scheduling.lesson import Lesson, LessonKind

TOMORROW = datetime.combine((utc_now() + timedelta(days=1)).date(), datetime.min.time(), UTC)


class Class:
    """A child with a guardian, a teacher, and lessons of theirs on the days that are named."""

    def __init__(self, school: School, *days: int) -> None:
        self.school = school
        self.location = a_location(school)
        self.family = a_family(school)
        self.guardian = a_guardian(school, self.family)
        self.student: Student = a_student(school, self.family, location_id=self.location.id)
        self.teacher = a_piano_teacher(school)
        self.lessons = [self._lesson(day) for day in days]

    def _lesson(self, day: int) -> Lesson:
        at = TOMORROW + timedelta(days=day, hours=15)
        lesson = Lesson(
            id=new_id("les"),
            kind=LessonKind.PRIVATE,
            course_id=new_id("crs"),
            student_ids=(self.student.id,),
            original_start=at,
            teacher_id=self.teacher.id,
            starts_at=at,
            ends_at=at + timedelta(minutes=30),
            zone="Europe/Vienna",
            location_id=self.location.id,
        )
        resources = [lesson.teacher_id, self.student.id]
        self.school.tenant.table.write(service.entering(self.school.tenant, lesson, resources))
        return lesson

    @property
    def parent(self) -> Caller:
        return self.school.caller(Role.GUARDIAN, self.guardian.id)

    @property
    def taught_by(self) -> Caller:
        return self.school.caller(Role.TEACHER, self.teacher.id)

    @property
    def child(self) -> Caller:
        return self.school.caller(Role.STUDENT, self.student.id)
