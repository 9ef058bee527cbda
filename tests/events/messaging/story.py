"""Leo learns the piano at a school: everything that mails speak of, put straight into the table."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from tests.support.people import a_location, a_member, a_teacher
from tests.support.school import School
from tutti.billing import service as billing
from tutti.enrollment.course import Course, CourseKind
from tutti.enrollment.enrollment import (
    Enrollment,
    EnrollmentState,
    GuardianDetails,
    Preferences,
    StudentDetails,
)
from tutti.enrollment.store import CourseStore, EnrollmentStore
from tutti.kit.facts import Fact, envelope
from tutti.kit.ids import new_id
from tutti.kit.money import Money
from tutti.kit.role import Role
from tutti.messaging.mail import Mail
from tutti.people.family import Family, Guardian, Student
from tutti.people.store import FamilyStore, GuardianStore, StudentStore
from tutti.people.teacher import Teacher
from tutti.scheduling.lesson import Lesson, LessonKind, LessonStatus
from tutti.scheduling.store import LessonStore
from tutti.studios.model import Room
from tutti.studios.store import RoomStore

STARTS_AT = datetime(2027, 9, 6, 13, 30, tzinfo=UTC)
MARIA = GuardianDetails(given_name="Maria", family_name="Huber", email="maria@home.test", phone="+43 1 2345")
LEO = StudentDetails(given_name="Leo", family_name="Huber", birth_date=date(2017, 3, 1))


@dataclass
class Outbox:
    """A post that keeps what it is given; one that is closed takes nothing."""

    mails: list[Mail] = field(default_factory=list)
    closed_to: set[str] = field(default_factory=set)

    def send(self, mail: Mail) -> None:
        if mail.to in self.closed_to:
            raise ConnectionError
        self.mails.append(mail)

    @property
    def sent(self) -> list[tuple[str, str]]:
        """Kind and address of each mail, in order."""
        return [(mail.kind, mail.to) for mail in self.mails]


CONTEXT = SimpleNamespace(aws_request_id="req-1")


@dataclass(frozen=True)
class Story:
    """A school with Leo's enrolment and what belongs to it."""

    school: School
    enrollment: Enrollment
    lesson: Lesson
    teacher: Teacher

    def tell(self, handler: Any, fact: Fact, *, fact_id: str = "") -> list[dict[str, str]]:
        """Deliver a fact to its consumer; which messages it wants again."""
        sent = envelope(self.school.tenant, fact, datetime.now(UTC))
        sent = sent.model_copy(update={"id": fact_id or sent.id})
        body = f'{{"detail": {sent.model_dump_json()}}}'
        delivered = {"Records": [{"messageId": "m1", "body": body}]}
        failures: list[dict[str, str]] = handler(delivered, CONTEXT)["batchItemFailures"]
        return failures

    def now_with(self, **changes: Any) -> "Story":
        """The same story with another state of its enrolment."""
        after = EnrollmentStore(self.school.tenant).replace(
            self.enrollment, self.enrollment.model_copy(update=changes)
        )
        return Story(self.school, after, self.lesson, self.teacher)

    def lesson_becomes(self, **changes: Any) -> None:
        """The lesson is cancelled, or moved."""
        LessonStore(self.school.tenant).replace(self.lesson, self.lesson.model_copy(update=changes))


def a_story(
    school: School,
    *,
    guardian: GuardianDetails = MARIA,
    student: StudentDetails = LEO,
    state: EnrollmentState = EnrollmentState.ACTIVE,
    has_login: bool = True,
) -> Story:
    """Leo's enrolment in this state, his teacher with or without a login of her own."""
    tenant = school.tenant
    location = a_location(school)
    room = RoomStore(tenant).create(Room(id=new_id("rom"), name="Room 2", location_id=location.id))
    person_id = a_member(school, Role.TEACHER).id if has_login else None
    teacher = a_teacher(school, display_name="Ana Weber", **({"person_id": person_id} if person_id else {}))
    course = CourseStore(tenant).create(
        Course(
            id=new_id("crs"),
            name="Piano, one to one",
            kind=CourseKind.PRIVATE,
            instrument="piano",
            price=Money(amount=18000, currency=school.studio.currency),
        )
    )
    enrollment = _enrollment(school, course, guardian, student, state, teacher)
    _accounts(school, enrollment)
    lesson = Lesson(
        id=enrollment.lesson_id or "",
        kind=LessonKind.PRIVATE,
        course_id=course.id,
        enrollment_id=enrollment.id,
        student_ids=(enrollment.student_id,),
        original_start=STARTS_AT,
        teacher_id=teacher.id,
        starts_at=STARTS_AT,
        ends_at=STARTS_AT + timedelta(minutes=30),
        zone=school.studio.time_zone,
        room_id=room.id,
        location_id=location.id,
        status=LessonStatus.CONFIRMED,
    )
    lessons = LessonStore(tenant)
    tenant.table.write([lessons.creating(lesson), *lessons.entering(lesson, lesson.calendars)])
    return Story(school, enrollment, lesson, teacher)


def _enrollment(
    school: School,
    course: Course,
    guardian: GuardianDetails,
    student: StudentDetails,
    state: EnrollmentState,
    teacher: Teacher,
) -> Enrollment:
    ids: Any = {"family_id": new_id("fam"), "guardian_id": new_id("per"), "student_id": new_id("per")}
    enrollment_id = new_id("enr")
    invoice = billing.issue_invoice(
        school.tenant,
        enrollment_id=enrollment_id,
        lines=billing.tuition_lines(course.name, course.price, 0, True),
        currency=school.studio.currency,
        now=datetime.now(UTC),
        **ids,
    )
    return EnrollmentStore(school.tenant).create(
        Enrollment(
            id=enrollment_id,
            token="a-token-that-nobody-guesses",
            course_id=course.id,
            student=student,
            guardian=guardian,
            preferences=Preferences(),
            accepted_terms=True,
            consent=True,
            requested_at=datetime.now(UTC),
            state=state,
            invoice_id=invoice.id,
            teacher_id=teacher.id,
            lesson_id=new_id("les"),
            **ids,
        )
    )


def _accounts(school: School, enrollment: Enrollment) -> None:
    tenant, family_id = school.tenant, enrollment.family_id
    FamilyStore(tenant).create(Family(id=family_id, name="Huber", payer_id=enrollment.guardian_id))
    GuardianStore(tenant).create(
        Guardian(id=enrollment.guardian_id, family_id=family_id, **dict(enrollment.guardian))
    )
    StudentStore(tenant).create(
        Student(id=enrollment.student_id, family_id=family_id, **dict(enrollment.student))
    )
