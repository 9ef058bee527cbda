"""What happened to enrolments."""

from tutti.kit.facts import Fact


class EnrollmentRequested(Fact):
    """Somebody asks for a place."""

    course_id: str


class EnrollmentActivated(Fact):
    """A student begins: paid, with a teacher and a first lesson."""

    student_id: str
    teacher_id: str
    lesson_id: str


class EnrollmentWaitlisted(Fact):
    """There was no place; the enrolment waits."""


class EnrollmentEnded(Fact):
    """It did not come about, and nothing of it is left."""

    state: str


class EnrollmentRefunded(Fact):
    """It was paid, turned out to be impossible, and the money went back."""


class EnrollmentWithdrawn(Fact):
    """A student who had begun leaves the cohort; the seat is free again."""

    cohort_id: str
    student_id: str


class PlaceFreed(Fact):
    """A teacher, the subject, has room for another student."""


class CourseChanged(Fact):
    """A course was added or has other particulars."""


class CohortResized(Fact):
    """A cohort has another number of seats."""

    course_id: str


class CohortFormed(Fact):
    """A cohort is formed, with its sessions as lessons."""

    course_id: str
