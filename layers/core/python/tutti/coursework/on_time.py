"""Who hands in on time, and how well: figures of the work that was due in some days (CRS-3)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from pydantic import Field

from tutti.coursework.rubric_score import WHOLE, half_up
from tutti.coursework.student_work import StudentWork, WorkState
from tutti.kit.clock import ZoneName
from tutti.kit.entity import Value
from tutti.kit.ids import CohortId, PersonId


class Timing(StrEnum):
    """How a student's work stands to its due date; the first attempt decides, later ones change nothing."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    OPEN = "open"
    IN_PERSON = "in_person"
    EXCUSED = "excused"


def timing_of(work: StudentWork, late_after: datetime | None, now: datetime) -> Timing:
    """How this work stands to the due date that holds now, grace included."""
    if work.state is WorkState.EXCUSED:
        return Timing.EXCUSED
    if work.first is not None:
        return Timing.LATE if work.first.is_late(late_after) else Timing.ON_TIME
    if work.state is WorkState.GRADED:
        return Timing.IN_PERSON
    return Timing.MISSING if late_after is not None and now > late_after else Timing.OPEN


class Figures(Value):
    """How much work was handed in on time, late or not at all, and the mean of the grades of it.

    `open` is not due yet, `in_person` graded without being handed in; neither that nor what is excused counts
    in `on_time_hundredths`. Both means are hundredths of a percent, rounded once, half up.
    """

    on_time: int = 0
    late: int = 0
    missing: int = 0
    open: int = 0
    in_person: int = 0
    excused: int = 0
    on_time_hundredths: int | None = Field(None, description="On time, of what was on time, late or missing.")
    graded: int = Field(0, description="Grades that say a percentage.")
    average_hundredths: int | None = None
    passed: int = Field(0, description="Of all work with a grade, what passed.")


class StudentFigures(Figures):
    """The figures of one student."""

    student_id: PersonId


class Days(Value):
    """The days from `from_on` up to, and without, `until_on`, where the studio stands."""

    from_on: date
    until_on: date


class OnTimeReport(Days):
    """The work that was due in these days: all of it, and by student where it is of several.

    Counted is what was prepared in these days or in the 400 before.
    """

    zone: ZoneName
    prepared_from_on: date = Field(description="What was prepared before this day is not counted.")
    student_id: PersonId | None = None
    teacher_id: PersonId | None = None
    cohort_id: CohortId | None = None
    total: Figures
    students: tuple[StudentFigures, ...] = ()


Timed = tuple[StudentWork, Timing]


def figures_of(timed: Iterable[Timed]) -> Figures:
    """The figures of this work."""
    timed = list(timed)
    times = Counter(timing for _, timing in timed)
    handed_in = times[Timing.ON_TIME], times[Timing.LATE], times[Timing.MISSING]
    grades = [work.grade for work, _ in timed if work.grade]
    percentages = [one.hundredths for one in grades if one.hundredths is not None]
    return Figures(
        **{timing.value: times[timing] for timing in Timing},
        on_time_hundredths=_mean(handed_in[0] * WHOLE, sum(handed_in)),
        graded=len(percentages),
        average_hundredths=_mean(sum(percentages), len(percentages)),
        passed=sum(one.has_passed is True for one in grades),
    )


def figures_by_student(timed: Iterable[Timed]) -> tuple[StudentFigures, ...]:
    """The figures of each student, by id."""
    by_student: dict[str, list[Timed]] = {}
    for one in timed:
        by_student.setdefault(one[0].student_id, []).append(one)
    return tuple(
        StudentFigures(student_id=student_id, **dict(figures_of(own)))
        for student_id, own in sorted(by_student.items())
    )


def _mean(total: int, count: int) -> int | None:
    return half_up(Fraction(total, count)) if count else None
