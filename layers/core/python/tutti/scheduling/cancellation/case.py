"""The case of a cancellation: everything that a policy may look at, and nothing else."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pydantic import model_validator

from tutti.kit.clock import Instant, ZoneName, local_date
from tutti.kit.entity import Value
from tutti.kit.money import Money
from tutti.kit.role import FAMILY, Role
from tutti.scheduling.cancellation.terms import Term
from tutti.scheduling.lesson import LessonKind, LessonMode, LessonPurpose


class CancelledBy(StrEnum):
    """Who takes the lesson away."""

    FAMILY = "family"
    TEACHER = "teacher"
    STUDIO = "studio"

    @classmethod
    def of(cls, role: Role) -> "CancelledBy":
        """As whom somebody in this role cancels."""
        if role is Role.TEACHER:
            return cls.TEACHER
        return cls.FAMILY if role in FAMILY else cls.STUDIO


class CancellationReason(StrEnum):
    """Why a lesson is cancelled."""

    ILLNESS = "illness"
    FAMILY = "family"
    SCHOOL = "school"
    TRAVEL = "travel"
    WEATHER = "weather"
    UNAVAILABLE = "unavailable"
    CLOSURE = "closure"
    OTHER = "other"


class EarlierCancellation(Value):
    """A lesson that the student's family cancelled before, by the day on which it would have been."""

    lesson_on: date
    reason: CancellationReason


class Case(Value):
    """One student's lesson that is cancelled: by whom, why, when, and what the family cancelled before.

    `zone` says on which day the lesson is. `price` is what this one lesson costs.
    """

    by: CancelledBy
    reason: CancellationReason
    cancelled_at: Instant
    starts_at: Instant
    ends_at: Instant
    zone: ZoneName
    kind: LessonKind
    purpose: LessonPurpose = LessonPurpose.REGULAR
    mode: LessonMode = LessonMode.IN_PERSON
    price: Money
    earlier: tuple[EarlierCancellation, ...] = ()

    @model_validator(mode="after")
    def _is_in_order(self) -> "Case":
        if self.ends_at <= self.starts_at:
            raise ValueError("a lesson ends after it starts")
        return self

    @property
    def notice(self) -> timedelta:
        """How long before the lesson it is cancelled: exact, between two instants, whatever clocks do."""
        return self.starts_at - self.cancelled_at

    @property
    def lesson_on(self) -> date:
        """The day of the lesson where it takes place."""
        return local_date(self.starts_at, self.zone)

    @property
    def minutes(self) -> int:
        """How long the lesson would have been."""
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))


@dataclass(frozen=True)
class Situation:
    """A case and the term that its lesson lies in."""

    case: Case
    term: Term
