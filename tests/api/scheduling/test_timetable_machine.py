"""Whatever a school does in whatever order: nobody is in two places, and busy is who has something to do."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    rule,
    run_state_machine_as_test,
)

from tests.support.crowded_school import later
from tests.support.deaths import dying_after
from tests.support.lesson_machine import CHILDREN, DEATHS, PICKS, TEACHERS, TIMES, WEEKS, LessonMachine
from tests.support.paper import on_paper
from tutti.kit.clock import rfc3339, utc_now
from tutti.kit.due import Timers
from tutti.scheduling.groups.window_opening import open_windows
from tutti.scheduling.lesson import LessonKind


class TimetableMachine(LessonMachine):
    """The same with series, groups, and weeks in which their members book one to one."""

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
        body |= {"kind": "ensemble", "seats": seats, "student_ids": [], "minutes": 45}
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

    @rule(pick=PICKS, child=CHILDREN, door=st.sampled_from(["join_series", "join_series", "leave_series"]))
    def fill_a_series(self, pick: int, child: int, door: str) -> None:
        groups = [one for one in self.school.series if one.kind is LessonKind.ENSEMBLE]
        if groups:
            chosen, student_id = groups[pick % len(groups)], self.school.children[child].id
            if door == "join_series":
                joining = {"student_id": student_id, "take": ("all", "fitting")[pick % 2]}
                self.school.asks(door, joining, series_id=chosen.id)
            else:
                self.school.asks(door, series_id=chosen.id, student_id=student_id)

    @rule(pick=PICKS, minutes=st.sampled_from([15, 30, 45]))
    def open_windows(self, pick: int, minutes: int) -> None:
        groups = [one for one in self.school.series if one.kind is LessonKind.ENSEMBLE]
        if groups:
            chosen = groups[pick % len(groups)]
            self.school.sets_cycle(chosen, minutes)
            open_windows(self.school.school.tenant, chosen.id, timers=Timers(), now=utc_now())

    @rule(pick=PICKS, child=CHILDREN, slot=st.integers(0, 2))
    def book_slot(self, pick: int, child: int, slot: int) -> None:
        if window := self.lesson(pick, LessonKind.WINDOW):
            starts_at = rfc3339(later(window.starts_at, 15 * slot))
            booking = {"student_id": self.school.children[child].id, "starts_at": starts_at}
            self.school.asks("book_slot", booking, window_id=window.id)


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
