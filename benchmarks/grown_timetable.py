"""Who gives and takes the lessons of a school that grows, and when: worked out from their numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from tutti.scheduling.grid import SLOTS_A_BLOCK, Span
from tutti.scheduling.lesson import Lesson, LessonKind

A_DAY, CHILDREN, FIRST_HOUR = 5, 10, 9
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class People:
    """Who takes part, by their number: of each teacher the room, and the children, who take turns."""

    studio_id: str
    course_id: str
    location_id: str
    teachers: Sequence[str]
    rooms: Sequence[str]
    children: Sequence[Sequence[str]]
    today: datetime

    @cached_property
    def of(self) -> dict[str, tuple[int, int | None]]:
        """Which teacher's lessons somebody's are, and which child's of theirs."""
        found: dict[str, tuple[int, int | None]] = {}
        for number, (teacher, room) in enumerate(zip(self.teachers, self.rooms, strict=True)):
            found |= {teacher: (number, None), room: (number, None)}
            found |= {child: (number, place) for place, child in enumerate(self.children[number])}
        return found


@dataclass(frozen=True)
class Timetable:
    """Every teacher gives five lessons a day, so many in all, half of them in the past."""

    people: People
    each: int

    def starts_at(self, number: int) -> datetime:
        """When a teacher's lesson of this number begins."""
        days, hour = divmod(number, A_DAY)
        return self.people.today + timedelta(days=days - self.each // A_DAY // 2) + (FIRST_HOUR + hour) * HOUR

    @staticmethod
    def lesson_id(teacher: int, number: int) -> str:
        """The id, which tells whose lesson it is."""
        return f"les_0{teacher:05d}{number:020d}"

    def lesson(self, lesson_id: str) -> Lesson:
        """The lesson of this id."""
        people, teacher, number = self.people, int(lesson_id[5:10]), int(lesson_id[10:])
        starts_at = self.starts_at(number)
        return Lesson(
            id=lesson_id,
            kind=LessonKind.PRIVATE,
            course_id=people.course_id,
            student_ids=(people.children[teacher][number % CHILDREN],),
            original_start=starts_at,
            teacher_id=people.teachers[teacher],
            room_id=people.rooms[teacher],
            location_id=people.location_id,
            starts_at=starts_at,
            ends_at=starts_at + HOUR,
            zone="Europe/Vienna",
        )

    def spans(self, block: int, child: int | None) -> Iterator[Span]:
        """The lessons of a block, counted from its start: all of a teacher, or those of one child."""
        first = Span.between(self.starts_at(0), self.starts_at(0) + HOUR).first
        day = (block * SLOTS_A_BLOCK - first) // 96 - 1
        for number in range(max(0, day * A_DAY), min(self.each, (day + 30) * A_DAY)):
            span = Span.between(self.starts_at(number), self.starts_at(number) + HOUR)
            at = span.first - block * SLOTS_A_BLOCK
            if child in (None, number % CHILDREN) and 0 <= at < SLOTS_A_BLOCK:
                yield Span(at, at + 4)


@dataclass(frozen=True)
class Lines(Sequence[str]):
    """The sort keys of somebody's calendar, in order; child None stands for the teacher and the room."""

    timetable: Timetable
    teacher: int
    child: int | None

    def __len__(self) -> int:
        each = self.timetable.each
        return each if self.child is None else len(range(self.child, each, CHILDREN))

    def __getitem__(self, index: Any) -> Any:
        if not 0 <= index < len(self):
            raise IndexError(index)
        number = index if self.child is None else CHILDREN * index + self.child
        starts_at, lesson_id = (
            self.timetable.starts_at(number),
            self.timetable.lesson_id(self.teacher, number),
        )
        return f"{starts_at:%Y-%m-%dT%H:%M}#{lesson_id}"
