"""An enrolment: who wants to learn what, how far it is, and what it holds."""

import hashlib
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import StrictBool, StringConstraints

from tutti.enrollment.preferences import Preferences as Preferences  # noqa: PLC0414 - part of a request
from tutti.kit.clock import Instant
from tutti.kit.entity import Email, Line, Name, Phone, Value
from tutti.kit.ids import (
    CohortId,
    CourseId,
    EnrollmentId,
    FamilyId,
    InvoiceId,
    LessonId,
    PersonId,
    WaitlistEntryId,
)
from tutti.kit.journal import Journaled
from tutti.people.family import name_key
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
    accepted_terms: StrictBool
    consent: StrictBool = False


class Hold(Value):
    """What is held for this enrolment until `expires_at`: a seat in a cohort, or a teacher's hour.

    `session_ids` are the sessions of the cohort at which the student's time is taken for it. It
    `is_given_back` when its hour became a lesson that was cancelled: then nobody's time is taken any more.
    """

    place: Place
    cohort_id: CohortId | None = None
    session_ids: tuple[LessonId, ...] = ()
    is_given_back: bool = False
    expires_at: Instant
    reason: Line = ""


class Enrollment(Journaled):
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
    waitlist_entry_id: WaitlistEntryId | None = None
    state: EnrollmentState = EnrollmentState.VALIDATING
    family_id: FamilyId
    guardian_id: PersonId
    student_id: PersonId
    hold: Hold | None = None
    invoice_id: InvoiceId | None = None
    checkout_url: str | None = None
    teacher_id: PersonId | None = None
    lesson_id: LessonId | None = None

    @property
    def child_key(self) -> str:
        """The same for the same child, however the name is typed; tells nobody's name."""
        child = self.student
        parts = [*name_key(child.given_name, child.family_name), child.birth_date.isoformat()]
        return hashlib.sha256("|".join(parts).encode()).hexdigest()

    @property
    def is_over(self) -> bool:
        """True when nothing will come of it any more."""
        return self.state.is_over
