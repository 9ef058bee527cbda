"""What families see: the offers, and the status of their enrolment."""

from pydantic import StrictBool

from tutti.enrollment.course import Age, Cohort, Course, CourseKind
from tutti.enrollment.enrollment import (
    Enrollment,
    EnrollmentState,
    Preferences,
    StudentDetails,
)
from tutti.kit.clock import Instant
from tutti.kit.entity import Value
from tutti.kit.ids import CohortId, CourseId, EnrollmentId, InvoiceId, LessonId, LocationId, PersonId
from tutti.kit.journal import Failure, StepRecord
from tutti.kit.money import Money
from tutti.scheduling.waitlist.standing import Standing


class OfferedCohort(Cohort):
    """A cohort with the seats that are left."""

    seats_left: int


class PublicCourse(Value):
    """A course as the public page shows it; `seats_left` stands for cohorts only."""

    id: CourseId
    name: str
    kind: CourseKind
    instrument: str
    description: str
    age_min: Age
    age_max: Age | None = None
    price: Money
    lesson_minutes: int
    location_id: LocationId | None = None
    seats_left: int | None = None

    @classmethod
    def of(cls, course: Course, seats_left: int | None) -> "PublicCourse":
        """The course without what is the office's alone."""
        shown = {name: getattr(course, name) for name in cls.model_fields if name != "seats_left"}
        return cls(**shown, seats_left=seats_left)


class PublicTeacher(Value):
    """A teacher by the name that the public knows."""

    id: PersonId
    display_name: str


class PublicOpening(Value):
    """A time that can be enrolled for; `zone` tells the wall time."""

    starts_at: Instant
    ends_at: Instant
    zone: str
    teacher: PublicTeacher
    location_id: LocationId | None = None
    cohort_id: CohortId | None = None
    seats_left: int | None = None


class Accepted(Value):
    """The request was taken; `status_url` tells whoever has it how far it is."""

    enrollment_id: EnrollmentId
    status_url: str


class FirstLesson(Value):
    """The first lesson, in UTC and with the zone of its wall time."""

    id: LessonId
    starts_at: Instant
    ends_at: Instant
    zone: str
    status: str
    location_id: LocationId | None = None


class KnownStudentRequest(Value):
    """A student whom the studio knows, by the guardian or the office."""

    course_id: CourseId
    cohort_id: CohortId | None = None
    student_id: PersonId
    preferences: Preferences = Preferences.model_construct()
    accepted_terms: StrictBool
    consent: StrictBool = False


class EnrollmentSummary(Value):
    """An enrolment without its secrets."""

    id: EnrollmentId
    version: int
    course_id: CourseId
    cohort_id: CohortId | None = None
    student_id: PersonId
    student: StudentDetails
    state: EnrollmentState
    steps: tuple[StepRecord, ...]
    requested_at: Instant
    teacher_id: PersonId | None = None
    lesson_id: LessonId | None = None
    invoice_id: InvoiceId | None = None
    problem: Failure | None = None

    @classmethod
    def of(cls, enrollment: Enrollment) -> "EnrollmentSummary":
        """The enrolment without token and contact data."""
        return cls(**{name: getattr(enrollment, name) for name in cls.model_fields})


class EnrollmentStatus(Value):
    """How far an enrolment is; what is not known yet is absent. `waitlist` says what is on offer, and why."""

    enrollment_id: EnrollmentId
    course_id: CourseId
    state: EnrollmentState
    steps: tuple[StepRecord, ...]
    checkout_url: str | None = None
    waitlist_position: int | None = None
    waitlist: Standing | None = None
    teacher: PublicTeacher | None = None
    first_lesson: FirstLesson | None = None
    problem: Failure | None = None
