"""Whatever a school does in whatever order: nobody is in two places, and busy is who has something to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.support.audit import audit
from tests.support.cloud_in_process import forget_items
from tests.support.crowded_school import CrowdedSchool, a_crowded_school, later
from tests.support.paper import Paper, on_paper
from tutti.kit.clock import rfc3339
from tutti.kit.table import Table
from tutti.scheduling.lesson import LessonKind, LessonStatus
from tutti.scheduling.series_entering import enter_series

TIMES = st.tuples(st.integers(3, 5), st.integers(9, 10), st.sampled_from([0, 15, 30, 45]))
WEEKS = st.integers(0, 2)
TEACHERS, CHILDREN, PICKS = st.integers(0, 1), st.integers(0, 2), st.integers(0, 30)


class Killed(BaseException):
    """The function's process ended."""


@contextmanager
def dying_after(school: CrowdedSchool, writes: int | None) -> Iterator[None]:
    """A function that is killed after so many writes; what it wrote before stands."""
    with pytest.MonkeyPatch.context() as changes:
        left, write = [writes], Table.write

        def counting(table: Table, made: Any) -> None:
            write(table, made)
            left[0] = left[0] and left[0] - 1
            if left[0] == 0:
                raise Killed

        changes.setattr(Table, "write", counting)
        changes.setattr(school, "is_dying", writes is not None)
        yield


DEATHS = st.sampled_from([None, None, None, 1, 2])


class TimetableMachine(RuleBasedStateMachine):
    """Lessons of three days in three weeks, booked, moved, cancelled and given back through the doors."""

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
        time=TIMES,
        teacher=TEACHERS,
        child=CHILDREN,
        count=st.integers(1, 4),
        preset=st.sampled_from(["weekly", "biweekly", "daily"]),
        take=st.sampled_from(["all", "fitting"]),
        dies=DEATHS,
    )
    def book_series(
        self, time: Any, teacher: int, child: int, count: int, preset: str, take: str, dies: Any
    ) -> None:
        at = self.at(time)
        body = self.school.booking(at, teacher, child, in_room=False, start=self.school.wall(at), take=take)
        del body["starts_at"]
        often: dict[str, Any] = {"preset": preset, "count": count}
        if preset == "daily":
            often |= {"preset": "custom", "rule": "FREQ=DAILY"}
        with dying_after(self.school, dies):
            self.school.asks("book_series", body | {"repetition": often})

    @rule(time=TIMES, weeks=WEEKS, teacher=TEACHERS, seats=st.integers(1, 2))
    def book_group(self, time: Any, weeks: int, teacher: int, seats: int) -> None:
        body = self.school.booking(self.at(time, weeks), teacher, 0, in_room=True)
        self.school.asks("book_lesson", body | {"kind": "group", "seats": seats, "student_ids": []})

    @rule(time=TIMES, teacher=TEACHERS, seats=st.integers(1, 2), count=st.integers(1, 3))
    def book_groups(self, time: Any, teacher: int, seats: int, count: int) -> None:
        at = self.at(time)
        body = self.school.booking(at, teacher, 0, in_room=True, start=self.school.wall(at))
        del body["starts_at"]
        body |= {"kind": "ensemble", "seats": seats, "student_ids": []}
        self.school.asks("book_series", body | {"repetition": {"preset": "weekly", "count": count}})

    @rule(pick=PICKS, child=CHILDREN)
    def join(self, pick: int, child: int) -> None:
        if group := self.lesson(pick, LessonKind.GROUP, LessonKind.ENSEMBLE):
            joining = {"student_id": self.school.children[child].id}
            self.school.asks("join_lesson", joining, lesson_id=group.id)

    @rule(pick=PICKS, child=CHILDREN)
    def leave(self, pick: int, child: int) -> None:
        if group := self.lesson(pick, LessonKind.GROUP, LessonKind.ENSEMBLE):
            student_id = self.school.children[child].id
            self.school.asks("leave_lesson", lesson_id=group.id, student_id=student_id)

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

    @rule(
        pick=PICKS,
        scope=st.sampled_from(["this", "following", "all"]),
        time=TIMES,
        weeks=WEEKS,
        take=st.sampled_from(["all", "fitting"]),
        is_elsewhen=st.booleans(),
        dies=DEATHS,
    )
    def change_series(
        self, pick: int, scope: str, time: Any, weeks: int, take: str, is_elsewhen: bool, dies: Any
    ) -> None:
        series = [one for one in self.school.series if one.occurrences]
        if not series:
            return
        chosen = series[pick % len(series)]
        date = chosen.occurrences[pick % len(chosen.occurrences)]
        change: dict[str, Any] = {"scope": scope, "version": chosen.version, "take": take}
        if scope != "all":
            change["original_start"] = rfc3339(date)
        if is_elsewhen or scope == "this":
            change["start"] = self.school.wall(self.at(time, weeks))
        with dying_after(self.school, dies):
            self.school.asks("change_series", change, series_id=chosen.id)

    @rule(pick=PICKS, weeks=WEEKS, dies=DEATHS)
    def end_series(self, pick: int, weeks: int, dies: Any) -> None:
        if series := self.school.series:
            chosen = series[pick % len(series)]
            ending = {"at": rfc3339(self.at((4, 9, 0), weeks)), "version": chosen.version}
            with dying_after(self.school, dies):
                self.school.asks("end_series", ending, series_id=chosen.id)

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


def test_nobody_is_ever_in_two_places(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    TimetableMachine.paper = on_paper(monkeypatch)
    how = settings(
        max_examples=15,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
    )
    run_state_machine_as_test(TimetableMachine, settings=how)
