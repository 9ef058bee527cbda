"""Which teacher suits best: capacity first, then the score of SCH-25."""

from collections.abc import Iterable
from dataclasses import dataclass

from tutti.enrollment.enrollment import Preferences
from tutti.people.teacher import Teacher

INSTRUMENT, DAY, TIME, LOAD = 10, 5, 3, 5


@dataclass(frozen=True)
class Candidate:
    """A teacher with the number of students that they have."""

    teacher: Teacher
    students: int

    @property
    def has_room(self) -> bool:
        """The hard filter: a full teacher is never chosen, whatever the score."""
        return self.students < self.teacher.capacity


@dataclass(frozen=True)
class Score:
    """Why this teacher: each part of the score."""

    candidate: Candidate
    instrument: int
    day: int
    time: int
    load: float

    @property
    def total(self) -> float:
        """The sum of the parts."""
        return self.instrument + self.day + self.time + self.load

    def explain(self) -> str:
        """For the status page: the score and its parts."""
        return (
            f"Score {self.total:.1f}: instrument {self.instrument}, day {self.day}, time {self.time}, "
            f"load {self.load:.1f} ({self.candidate.students} of {self.candidate.teacher.capacity} students)."
        )


def rank(candidates: Iterable[Candidate], instrument: str, preferences: Preferences) -> list[Score]:
    """Those who teach the instrument and have room, best first; ties go to the one with fewer students."""
    able = [one for one in candidates if one.has_room and instrument in one.teacher.instruments]
    scores = [_score(one, preferences) for one in able]
    return sorted(scores, key=lambda s: (-s.total, s.candidate.students, s.candidate.teacher.id))


def _score(candidate: Candidate, preferences: Preferences) -> Score:
    blocks = candidate.teacher.availability
    on_day = [block for block in blocks if block.weekday in preferences.weekdays]
    considered = on_day if preferences.weekdays else blocks
    at_time = any(
        wanted.includes(hour)
        for block in considered
        for hour in range(block.starts.hour, block.ends.hour + bool(block.ends.minute))
        for wanted in preferences.time_of_day
    )
    load = LOAD * (1 - candidate.students / candidate.teacher.capacity)
    return Score(candidate, INSTRUMENT, DAY if on_day else 0, TIME if at_time else 0, load)
