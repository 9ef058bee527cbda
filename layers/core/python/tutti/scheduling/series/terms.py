"""What is asked for when lessons are booked as a series, or a series is changed."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from tutti.kit.clock import Instant
from tutti.kit.entity import Value, Version
from tutti.kit.ids import LessonId, LocationId, PersonId, RoomId
from tutti.scheduling.alternatives import Alternative
from tutti.scheduling.lesson import LessonMode, LessonPurpose
from tutti.scheduling.lesson_terms import LessonTerms
from tutti.scheduling.recurrence.repetition import Repetition, RuleText
from tutti.scheduling.series.series import Dates, Series, Wall

SEATS_AT_MOST = 40


def _within_reach(wall: datetime) -> datetime:
    # So far from the last instant that there is, that a series can still go on for a year.
    if not 1950 < wall.year < 2190:
        raise ValueError("not in the years 1951 to 2189")
    return wall


Start = Annotated[Wall, AfterValidator(_within_reach)]


class Take(StrEnum):
    """What to do when not every date is free: refuse them all, or take those that fit."""

    ALL = "all"
    FITTING = "fitting"


class Verdict(StrEnum):
    """What was found of one date; a closed or past one is skipped, the rest that is not free clashes."""

    FREE = "free"
    PAST = "past"
    CLOSED = "closed"
    TAKEN = "taken"
    UNAVAILABLE = "unavailable"
    CROWDED = "crowded"

    @property
    def is_clash(self) -> bool:
        """True when somebody has to choose another time, or to do without."""
        return self in (Verdict.TAKEN, Verdict.UNAVAILABLE, Verdict.CROWDED)


class DateVerdict(Value):
    """One date of a series: what was found, why, and what would do as well."""

    original_start: Instant
    verdict: Verdict
    detail: str = ""
    alternatives: tuple[Alternative, ...] = ()


class SeriesBooking(LessonTerms):
    """Lessons that repeat, from a first wall time of the zone on (RFC 5545)."""

    start: Start
    repetition: Repetition
    rdates: Dates = ()
    exdates: Dates = ()
    take: Take = Take.ALL

    @model_validator(mode="after")
    def _is_not_made_up(self) -> "SeriesBooking":
        if self.purpose is LessonPurpose.MAKEUP:
            raise ValueError("makeup lessons are booked one by one, each with credit")
        return self

    @model_validator(mode="after")
    def _fits_into_one_write(self) -> "SeriesBooking":
        if (self.seats or 0) > SEATS_AT_MOST:
            raise ValueError(f"a series has at most {SEATS_AT_MOST} seats")
        return self

    def rule(self) -> str:
        """The rule's text; refuses with `InvalidRule`."""
        return self.repetition.rule_from(self.start)


class Scope(StrEnum):
    """How much of a series a change is for; the past never changes."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


class SeriesChange(Value):
    """What shall be different from one date on, which its original start names; the rest stays.

    `start` is the first wall time of the new pattern, `rule` its rule. For `this` only time, length and room
    change, and `start` is required.
    """

    scope: Scope
    original_start: Instant | None = None
    start: Start | None = None
    rule: RuleText | None = None
    minutes: Annotated[int, Field(ge=15, le=480, multiple_of=15)] | None = None
    teacher_id: PersonId | None = None
    location_id: LocationId | None = None
    room_id: RoomId | None = None
    mode: LessonMode | None = None
    take: Take = Take.ALL
    overrides_rules: bool = False
    version: Version

    @model_validator(mode="after")
    def _fits_together(self) -> "SeriesChange":
        if self.scope is not Scope.ALL and self.original_start is None:
            raise ValueError("original_start names the lesson that changes, or the first of those that do")
        if self.scope is Scope.THIS and (
            self.start is None or self.rule or self.teacher_id or self.location_id
        ):
            raise ValueError("one lesson gets another start, length or room; more is a new booking")
        return self

    def from_when(self, now: datetime) -> datetime:
        """From when on the series changes: never in the past."""
        return max(self.original_start, now) if self.original_start and self.scope is not Scope.ALL else now


class SeriesEnding(Value):
    """A series whose pattern ends before this time."""

    at: Instant
    version: Version


class DecidedSeries(Value):
    """A series with what was found of each date, and the lessons that stand."""

    series: Series
    dates: tuple[DateVerdict, ...]
    lesson_ids: tuple[LessonId, ...]


class DecidedDates(Value):
    """What was found of each date of a series that is not booked yet."""

    rule: str
    dates: tuple[DateVerdict, ...]
