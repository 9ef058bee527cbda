"""Comments that come, are answered and are removed in any order: what is read is what was said and stands."""

from typing import ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.support.commented import LASTS_MS, Commented
from tests.support.door import Call, Reply
from tests.support.school import School
from tests.support.timetable import Timetable, a_timetable

WHICH = st.integers(0, 1000)


class Threads(RuleBasedStateMachine):
    """A teacher and a child comment on one recording; what ought to stand there is kept beside it."""

    day: ClassVar[Timetable]

    def __init__(self) -> None:
        super().__init__()
        self.lesson = Commented(self.day)
        self.first: dict[str, tuple[int, Reply]] = {}
        self.replies: dict[str, list[Reply]] = {}
        self.removed: set[str] = set()

    @property
    def living(self) -> list[str]:
        return [one for one in self.first if one not in self.removed]

    @property
    def expected(self) -> list[str]:
        """The ids of what stands there, by time, then as they were made; replies after theirs."""
        ordered = sorted(self.first, key=lambda one: (self.first[one][0], one))
        return [each for one in ordered for each in (one, *sorted(r["id"] for r in self.replies[one]))]

    @rule(at_ms=st.sampled_from((0, 1, 999, LASTS_MS)))
    def says(self, at_ms: int) -> None:
        made = self.lesson.says(at_ms=at_ms)
        self.first[made["id"]], self.replies[made["id"]] = (at_ms, made), []

    @precondition(lambda self: self.first)
    @rule(which=WHICH)
    def answers(self, which: int) -> None:
        comment_id = list(self.first)[which % len(self.first)]
        reply = self.lesson.answers(self.first[comment_id][1])
        assert reply.status == (404 if comment_id in self.removed else 201)
        if reply.status == 201:
            self.replies[comment_id].append(reply)

    @precondition(lambda self: self.living)
    @rule(which=WHICH)
    def removes_a_comment(self, which: int) -> None:
        comment_id = self.living[which % len(self.living)]
        assert Call().remove_comment(by=self.lesson.teacher, comment_id=comment_id).status == 204
        self.removed.add(comment_id)
        self._forget_if_empty(comment_id)

    @precondition(lambda self: any(self.replies.values()))
    @rule(which=WHICH)
    def removes_a_reply(self, which: int) -> None:
        answered = [one for one, replies in self.replies.items() if replies]
        comment_id = answered[which % len(answered)]
        reply = self.replies[comment_id].pop(which % len(self.replies[comment_id]))
        assert Call().remove_comment(by=self.lesson.child, comment_id=reply["id"]).status == 204
        self._forget_if_empty(comment_id)

    def _forget_if_empty(self, comment_id: str) -> None:
        if comment_id in self.removed and not self.replies[comment_id]:
            del self.first[comment_id], self.replies[comment_id]
            self.removed.discard(comment_id)

    @invariant()
    def reads_what_stands(self) -> None:
        read = self.lesson.read(recording_id=self.lesson.recording.id, limit=50)
        assert [one["id"] for one in read] == self.expected
        assert {one["id"] for one in read if one["is_removed"]} == self.removed
        assert all(one["text"] for one in read if not one["is_removed"])

    def teardown(self) -> None:
        tenant = self.lesson.school.tenant
        self.lesson.is_deleted(self.lesson.recording)
        assert tenant.table.all(tenant.partition("COMMENT")) == []


def test_threads_stand_as_they_were_made_and_removed(forte: School) -> None:
    Threads.day = a_timetable(forte)
    few = settings(
        max_examples=8,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    run_state_machine_as_test(Threads, settings=few)
