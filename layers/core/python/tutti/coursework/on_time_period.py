"""Of which days a report is, and whose (CRS-3)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from pydantic import Field

from tutti.coursework.assignment import Assignment
from tutti.coursework.on_time import Days
from tutti.kit.clock import local_date, zone
from tutti.kit.entity import Value
from tutti.kit.errors import Invalid
from tutti.kit.ids import CohortId, PersonId
from tutti.scheduling.recurrence.wall_time import instant_of_wall

LONGEST, USUAL = timedelta(days=184), timedelta(days=28)

Day = Annotated[date, Field(ge=date(2020, 1, 1), lt=date(2200, 1, 1))]


class TooManyDays(Invalid):
    """A report is of 184 days at most, from an earlier to a later day."""


class OneReport(Invalid):
    """Ask for the report of one student, of one teacher or of one cohort."""


class Asked(Value):
    """Whose report, and of which days: of the four weeks up to today unless said otherwise."""

    from_on: Day | None = Field(None, description="The first day; four weeks before the last.")
    until_on: Day | None = Field(None, description="The day after the last; tomorrow.")
    student_id: PersonId | None = None
    teacher_id: PersonId | None = None
    cohort_id: CohortId | None = None

    def refuse_vague(self) -> None:
        """Refuse with `OneReport` what names nobody, or several."""
        named = [self.student_id, self.teacher_id, self.cohort_id]
        if sum(one is not None for one in named) != 1:
            raise OneReport()

    def period(self, zone_name: str, now: datetime) -> "Period":
        """The days where the studio stands; refuses with `TooManyDays` what is none, or too long a time."""
        until = self.until_on or local_date(now, zone_name) + timedelta(days=1)
        days = Days(from_on=self.from_on or until - USUAL, until_on=until)
        if not timedelta(0) < days.until_on - days.from_on <= LONGEST:
            raise TooManyDays()
        begins, ends = (_midnight(day, zone_name) for day in (days.from_on, days.until_on))
        return Period(days, zone_name, begins, ends)


@dataclass(frozen=True)
class Period:
    """Days, and the instants at which they begin and end."""

    days: Days
    zone: str
    begins_at: datetime
    ends_at: datetime

    def holds(self, assignment: Assignment) -> bool:
        """True for what was due in it."""
        return assignment.due_at is not None and self.begins_at <= assignment.due_at < self.ends_at


def _midnight(day: date, zone_name: str) -> datetime:
    return instant_of_wall(datetime.combine(day, time()), zone(zone_name)).astimezone(UTC)
