"""A school so crowded that everybody is in everybody's way: for machines that do anything in any order."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.support.door import Call, Reply
from tests.support.offers import a_piano_teacher, a_week
from tests.support.school import School, a_school
from tests.support.timetable import Timetable, a_timetable
from tutti.kit.caller import Caller
from tutti.kit.clock import rfc3339, zone
from tutti.people.family import Student
from tutti.people.teacher import Teacher
from tutti.scheduling.groups.hybrid_store import HybridCycleStore
from tutti.scheduling.lesson import Lesson, LessonStatus
from tutti.scheduling.rescheduling.reschedule import Reschedule
from tutti.scheduling.rescheduling.store import RescheduleStore
from tutti.scheduling.series.series import Series
from tutti.scheduling.store import LessonStore, SeriesStore

POLICY = {"lead_time_hours": 0, "max_lessons_a_week": 4, "reschedule_notice_hours": 0, "needs_review": True}
REFUSALS = {
    *("SlotTaken", "SeriesClashes", "SeriesOver", "TooManyThisWeek", "TeacherUnavailable", "LessonFull"),
    *("LessonOver", "AlreadyCancelled", "LessonChanged", "VersionConflict", "SamePlace", "NotRequested"),
    *("AlreadyRescheduling", "AlternativesOverlap", "OfferEnded", "AnsweredOtherwise", "InvalidRule"),
    *("NoSuchReschedule", "SeveralFamilies", "NotAGroup", "NoSuchLesson", "NothingToDecide"),
    *("NotAMember", "AlreadyBooked", "NoSuchSlot", "WindowBooked", "MovedOtherwise"),
}
"""What a school may say no to when its times are full, each a rule of its own."""


@dataclass
class CrowdedSchool:
    """Two teachers, one room, three children; every act goes through a door, its replies are kept."""

    day: Timetable
    second: Teacher
    children: list[Student]
    replies: list[Reply] = field(default_factory=list)
    is_dying: bool = False

    @property
    def school(self) -> School:
        return self.day.school

    @property
    def office(self) -> Caller:
        return self.school.admin

    def asks(self, door: str, body: Any = None, *, by: Caller | None = None, **path: str) -> Reply:
        """A call that is done, or refused by a rule that has a name; it breaks off when its function dies."""
        reply: Reply = getattr(Call(), door)(body, by=by or self.office, **path)
        is_known = reply.status < 400 or reply.problem in REFUSALS
        assert is_known or (self.is_dying and reply.status == 500), (door, body, reply.status, reply.body)
        self.replies.append(reply)
        return reply

    def booking(
        self, at: datetime, teacher: int, child: int, *, in_room: bool, **more: Any
    ) -> dict[str, Any]:
        """The body of a booking at this time."""
        who = {"teacher_id": (self.day.teacher, self.second)[teacher].id}
        student = {"student_ids": [self.children[child].id]}
        where = {"room_id": self.day.room.id if in_room else None}
        return self.day.booking() | {"starts_at": rfc3339(at)} | who | student | where | more

    def wall(self, at: datetime) -> str:
        """What the school's clock shows then."""
        return at.astimezone(zone(self.school.studio.time_zone)).replace(tzinfo=None).isoformat()

    def sets_cycle(self, group: Series, minutes: int) -> None:
        """From now on every other week of a group is one to one, in slots of this length."""
        cycles = HybridCycleStore(self.school.tenant)
        before = cycles.find(group.id)
        cycle = {
            "cycle_weeks": 2,
            "private_weeks": [1],
            "slot_minutes": minutes,
            "price": {"amount": 4500, "currency": self.school.studio.currency},
            "starts_on": str(group.start.date()),
            "version": before.version if before else None,
        }
        self.asks("set_hybrid_cycle", cycle, series_id=group.id)

    @property
    def lessons(self) -> list[Lesson]:
        """Those that are still to be given, in an order that is the same in every run."""
        found = LessonStore(self.school.tenant).all()
        pending = [one for one in found if one.status in (LessonStatus.REQUESTED, LessonStatus.CONFIRMED)]
        return sorted(pending, key=lambda one: (one.starts_at, one.teacher_id == self.second.id))

    @property
    def series(self) -> list[Series]:
        found = SeriesStore(self.school.tenant).all()
        return sorted(found, key=lambda one: (one.start, one.rule, one.teacher_id == self.second.id))

    @property
    def reschedules(self) -> list[Reschedule]:
        return sorted(RescheduleStore(self.school.tenant).all(), key=lambda one: one.requested_at)


def a_crowded_school(change: Callable[[Timetable], None] = lambda _: None) -> CrowdedSchool:
    """Everybody is there on every day from nine to twelve; the studio reviews what families ask for."""
    day = a_timetable(a_school("Piccolo"))
    day.has_policy(**POLICY)
    change(day)
    week = a_week(day.school, location_id=day.location.id)
    second = a_piano_teacher(day.school, "Vera Viel", availability=week)
    sibling = day.another_child(teacher_ids=(day.teacher.id, second.id))
    return CrowdedSchool(day, second, [day.student, sibling, day.another_child()])


def later(at: datetime, minutes: int) -> datetime:
    """So many minutes later."""
    return at + timedelta(minutes=minutes)
