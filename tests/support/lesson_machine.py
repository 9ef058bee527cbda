"""Single lessons, by everybody and in any order, in a school where all are in each other's way."""

from datetime import datetime
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)

from tests.support.audit import audit
from tests.support.cloud_in_process import forget_items
from tests.support.crowded_school import CrowdedSchool, a_crowded_school, later
from tests.support.deaths import dying_after
from tests.support.paper import Paper
from tutti.kit.clock import rfc3339
from tutti.scheduling.lesson import LessonKind, LessonStatus
from tutti.scheduling.series.entering import enter_series

TIMES = st.tuples(st.integers(3, 5), st.integers(9, 10), st.sampled_from([0, 15, 30, 45]))
WEEKS = st.integers(0, 2)
TEACHERS, CHILDREN, PICKS = st.integers(0, 1), st.integers(0, 2), st.integers(0, 30)
DEATHS = st.sampled_from([None, None, None, 1, 2])


class LessonMachine(RuleBasedStateMachine):
    """Lessons of three days in three weeks: booked, asked for, moved, cancelled and rescheduled."""

    paper: Paper

    def __init__(self) -> None:
        super().__init__()
        forget_items()
        self.school: CrowdedSchool = a_crowded_school()
        self.paper.sagas.walks.clear()

    def at(self, time: tuple[int, int, int], weeks: int = 0) -> datetime:
        days, hour, minute = time
        return self.school.day.at(days + 7 * weeks, hour, minute)

    def lesson(self, pick: int, *kinds: LessonKind) -> Any:
        found = [one for one in self.school.lessons if not kinds or one.kind in kinds]
        return found[pick % len(found)] if found else None

    @rule(
        time=TIMES,
        weeks=WEEKS,
        teacher=TEACHERS,
        child=CHILDREN,
        in_room=st.booleans(),
        minutes=st.sampled_from([15, 30, 60]),
        dies=DEATHS,
    )
    def book(
        self, time: Any, weeks: int, teacher: int, child: int, in_room: bool, minutes: int, dies: Any
    ) -> None:
        body = self.school.booking(self.at(time, weeks), teacher, child, in_room=in_room, minutes=minutes)
        with dying_after(self.school, dies):
            self.school.asks("book_lesson", body)

    @rule(time=TIMES)
    def a_family_asks(self, time: Any) -> None:
        body = self.school.booking(self.at(time), 0, 0, in_room=False)
        self.school.asks("book_lesson", body, by=self.school.day.parent)

    @rule(pick=PICKS, door=st.sampled_from(["approve_lesson", "decline_lesson"]))
    def answer(self, pick: int, door: str) -> None:
        asked = [one for one in self.school.lessons if one.status is LessonStatus.REQUESTED]
        if asked:
            self.school.asks(door, lesson_id=asked[pick % len(asked)].id)

    @rule(
        pick=PICKS,
        time=TIMES,
        weeks=WEEKS,
        minutes=st.sampled_from([None, 45]),
        is_late=st.booleans(),
        dies=DEATHS,
    )
    def move(self, pick: int, time: Any, weeks: int, minutes: Any, is_late: bool, dies: Any) -> None:
        if lesson := self.lesson(pick):
            version = max(1, lesson.version - is_late)
            to = {"starts_at": rfc3339(self.at(time, weeks)), "minutes": minutes, "version": version}
            with dying_after(self.school, dies):
                self.school.asks("move_lesson", to, lesson_id=lesson.id)

    @rule(pick=PICKS, dies=DEATHS)
    def cancel(self, pick: int, dies: Any) -> None:
        if lesson := self.lesson(pick):
            with dying_after(self.school, dies):
                self.school.asks("cancel_lesson", {"reason": "illness"}, lesson_id=lesson.id)

    @rule(pick=PICKS, time=TIMES, weeks=WEEKS)
    def propose(self, pick: int, time: Any, weeks: int) -> None:
        if lesson := self.lesson(pick, LessonKind.PRIVATE):
            first = self.at(time, weeks)
            times = [{"starts_at": rfc3339(one)} for one in (first, later(first, 60))]
            reply = self.school.asks("propose_reschedule", {"alternatives": times}, lesson_id=lesson.id)
            if reply.status == 202:
                self.paper.sagas.walks[reply["id"]].go_on()

    @precondition(lambda self: self.school.reschedules)
    @rule(
        pick=PICKS, door=st.sampled_from(["accept_reschedule", "decline_reschedule", "withdraw_reschedule"])
    )
    def answer_proposal(self, pick: int, door: str) -> None:
        offers = self.school.reschedules
        chosen = offers[pick % len(offers)]
        body = {"alternative": pick % 2} if door.startswith("accept") else None
        self.school.asks(door, body, reschedule_id=chosen.id)
        self.paper.sagas.walks[chosen.id].go_on()

    @invariant()
    def the_timetable_holds(self) -> None:
        for series in self.school.series:
            enter_series(self.school.school.tenant, series.id)
        assert audit(self.paper.items()) == []
