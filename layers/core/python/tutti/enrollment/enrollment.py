"""An enrolment: who wants to learn what, how far it is, and what it holds."""

import hashlib
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from tutti.kit.clock import Instant
from tutti.kit.entity import Email, Entity, Line, Name, Phone, Value
from tutti.kit.ids import CohortId, CourseId, EnrollmentId, FamilyId, InvoiceId, LessonId, PersonId
from tutti.scheduling.availability import Weekday
from tutti.scheduling.lesson import Place


class EnrollmentState(StrEnum):
    """Where an enrolment stands."""

    VALIDATING = "validating"
    AWAITING_PAYMENT = "awaiting_payment"
    CONFIRMING = "confirming"
    ACTIVE = "active"
    WAITLISTED = "waitlisted"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    REFUNDED = "refunded"
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        """True when nothing will come of it any more."""
        return self in _OVER


_OVER = frozenset(EnrollmentState) - {
    EnrollmentState.VALIDATING,
    EnrollmentState.AWAITING_PAYMENT,
    EnrollmentState.CONFIRMING,
    EnrollmentState.ACTIVE,
    EnrollmentState.WAITLISTED,
}


class TimeOfDay(StrEnum):
    """When on the day lessons suit, by the clock of the place."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"

    def includes(self, hour: int) -> bool:
        """Mornings end at 12, afternoons at 17."""
        first, last = {"morning": (0, 12), "afternoon": (12, 17), "evening": (17, 24)}[self.value]
        return first <= hour < last


_DAYS = {day.name.lower(): day.value for day in Weekday}


def _day(value: object) -> object:
    return _DAYS.get(value.lower(), value.upper()) if isinstance(value, str) else value


def _times(value: object) -> object:
    if value in (None, "any", ""):
        return ()
    return (value,) if isinstance(value, str) else value


class Preferences(Value):
    """What suits the family: days as `MO` or `monday`, times of the day, perhaps one opening."""

    weekdays: Annotated[tuple[Annotated[Weekday, BeforeValidator(_day)], ...], Field(max_length=7)] = ()
    time_of_day: Annotated[tuple[TimeOfDay, ...], BeforeValidator(_times), Field(max_length=3)] = ()
    teacher_id: PersonId | None = None
    starts_at: Instant | None = None

    def suits(self, weekday: Weekday, hour: int) -> bool:
        """True when a lesson then is what the family asked for."""
        return (not self.weekdays or weekday in self.weekdays) and (
            not self.time_of_day or any(time.includes(hour) for time in self.time_of_day)
        )


Token = Annotated[str, StringConstraints(min_length=16, max_length=100)]
"""What a family must know to read the status of its enrolment without signing in."""


class StudentDetails(Value):
    """Who is to learn."""

    given_name: Name
    family_name: Name
    birth_date: date


class GuardianDetails(Value):
    """Who answers and pays; an adult student names herself."""

    given_name: Name
    family_name: Name
    email: Email
    phone: Phone | None = None


class EnrollmentRequest(Value):
    """What the public page sends."""

    course_id: CourseId
    cohort_id: CohortId | None = None
    student: StudentDetails
    guardian: GuardianDetails
    preferences: Preferences = Preferences.model_construct()
    accepted_terms: bool
    consent: bool = False


class StepState(StrEnum):
    """How far a step is."""

    DONE = "done"
    UNDONE = "undone"
    FAILED = "failed"
    WAITING = "waiting"


class StepRecord(Value):
    """A step of the enrolment as families and secretaries read it."""

    name: str
    state: StepState
    detail: Line = ""


class Hold(Value):
    """What is held for this enrolment until `expires_at`: a seat in a cohort, or a teacher's hour."""

    place: Place
    cohort_id: CohortId | None = None
    expires_at: Instant
    reason: Line = ""


class Failure(Value):
    """Why it did not come about; `code` is the refusal's name."""

    code: str
    title: str
    detail: str


class Enrollment(Entity):
    """One child's way into one course. All ids are minted with the request, before any step runs."""

    id: EnrollmentId
    token: str
    course_id: CourseId
    cohort_id: CohortId | None = None
    student: StudentDetails
    guardian: GuardianDetails
    preferences: Preferences
    accepted_terms: bool
    consent: bool
    requested_at: Instant
    state: EnrollmentState = EnrollmentState.VALIDATING
    steps: tuple[StepRecord, ...] = ()
    family_id: FamilyId
    guardian_id: PersonId
    student_id: PersonId
    is_family_new: bool = False
    is_student_new: bool = False
    hold: Hold | None = None
    invoice_id: InvoiceId | None = None
    checkout_url: str | None = None
    teacher_id: PersonId | None = None
    lesson_id: LessonId | None = None
    problem: Failure | None = None

    @property
    def child_key(self) -> str:
        """The same for the same child, however the name is typed; tells nobody's name."""
        names = f"{self.student.given_name} {self.student.family_name}".casefold().split()
        return hashlib.sha256("|".join([*names, self.student.birth_date.isoformat()]).encode()).hexdigest()

    def is_done(self, step: str) -> bool:
        """True when this step was done and not undone."""
        return any(record.name == step and record.state is StepState.DONE for record in self.steps)

    def with_step(self, name: str, state: StepState, detail: str = "", /, **changes: object) -> "Enrollment":
        """The enrolment after this step, in the place where the step stands already or at the end."""
        record = StepRecord(name=name, state=state, detail=detail)
        if any(step.name == name for step in self.steps):
            steps = tuple(record if step.name == name else step for step in self.steps)
        else:
            steps = (*self.steps, record)
        return self.model_copy(update={**changes, "steps": steps})
