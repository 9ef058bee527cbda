"""A teacher and three students, whatever they do in whatever order, cut off wherever it is (CRS-2, CRS-3).

Beside the school stands a plain account of what was done. After each step, once whoever hears of facts has
heard of them, everybody who has the assignment has the work, each attempt is there with its number, and late
is what came after the date that held then and after the one that holds now.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any, cast

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.support.classroom import SECTIONS, Classroom
from tests.support.killing import killed_after
from tests.support.school import a_school
from tutti.coursework import assignments, student_work_changes, student_work_list, submission_views
from tutti.coursework.assignment_changing import update_assignment
from tutti.coursework.assignment_draft import AssignmentPatch, NewAssignment
from tutti.coursework.assignment_entering import enter_work
from tutti.coursework.assignment_publishing import publish_assignment
from tutti.coursework.assignment_store import AssignmentStore
from tutti.coursework.student_work_changes import WorkUpdate
from tutti.coursework.student_work_store import WorkStore
from tutti.coursework.submission import NewSubmission
from tutti.coursework.submissions import submit_work
from tutti.kit.clock import utc_now, zone
from tutti.kit.errors import Refusal
from tutti.kit.role import Role

HOUR = timedelta(hours=1)
students = st.integers(0, 2)
hours = st.integers(1, 40)
cuts = st.sampled_from([None, None, None, 1])


class CourseworkMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.home = Classroom(a_school())
        self.pupils = [self.home.student.id, self.home.pupil().id, self.home.pupil().id]
        self.tenant, self.by = self.home.school.tenant, self.home.taught_by
        self.now = utc_now().replace(microsecond=0)
        draft = NewAssignment.model_validate({"title": "Gigue", "sections": SECTIONS})
        self.id = assignments.add_assignment(self.by, draft, now=self.now).id
        self.has = set[str]()
        self.state, self.due = "draft", cast("datetime | None", None)
        self.handed_in: dict[str, list[tuple[datetime, datetime | None]]] = defaultdict(list)
        self.states: dict[str, str] = {}

    @initialize(is_assigned=st.sampled_from([True, True, True, False]))
    def it_begins(self, is_assigned: bool) -> None:
        """As a rule with something to do."""
        if is_assigned:
            self.students_are_named({0, 1}, None)
            self.the_due_date_moves(5, None)
            self.it_is_published(None)

    def wall(self, at: datetime) -> str:
        return at.astimezone(zone("Europe/Vienna")).replace(tzinfo=None, fold=0).isoformat()

    def change(self, cut: int | None = None, **changes: Any) -> bool:
        """True when it was changed; what is cut off is finished by who hears of it."""
        version = AssignmentStore(self.tenant).get(self.id).version
        patch = AssignmentPatch.model_validate({"version": version} | changes)
        try:
            if cut is None:
                update_assignment(self.by, self.id, patch, now=self.now)
            else:
                with killed_after(cut):
                    update_assignment(self.by, self.id, patch, now=self.now)
                enter_work(self.tenant, self.id)
        except Refusal:
            return False
        return True

    @rule(later=hours)
    def time_passes(self, later: int) -> None:
        self.now += later * HOUR

    @rule(who=st.sets(students, min_size=1), cut=cuts)
    def students_are_named(self, who: set[int], cut: int | None) -> None:
        named = {self.pupils[one] for one in who}
        is_taken = self.change(cut, student_ids=sorted(named))
        assert is_taken == (self.state == "draft" or (self.state == "published" and named >= self.has))
        if is_taken:
            self.has = named
            self._assigned()

    @rule(later=hours, cut=cuts)
    def the_due_date_moves(self, later: int, cut: int | None) -> None:
        due = (self.now + later * HOUR).replace(minute=0, second=0) + HOUR
        if self.change(cut, due=self.wall(due)):
            self.due = due

    @precondition(lambda self: self.state == "draft" and self.has)
    @rule(cut=cuts)
    def it_is_published(self, cut: int | None) -> None:
        try:
            with killed_after(cut or 99):
                publish_assignment(self.by, self.id, now=self.now)
        except Refusal:
            assert self.due is not None
            assert self.due <= self.now
            return
        self.state = "published"
        self._assigned()

    @rule(to=st.sampled_from(["closed", "published", "published", "withdrawn"]), cut=cuts)
    def it_is_moved_on(self, to: str, cut: int | None) -> None:
        ways = {("published", "closed"), ("closed", "published")}
        ways |= {("published", "withdrawn"), ("closed", "withdrawn")}
        before, is_taken = self.state, self.change(cut, state=to)
        assert not is_taken or (before, to) in ways or before == to == "published"
        assert is_taken or (before, to) not in ways
        if is_taken:
            self.state = to
        if self.state == "withdrawn":
            self.states = {one: state for one, state in self.states.items() if self.handed_in[one]}

    @rule(who=students)
    def a_student_hands_in(self, who: int) -> None:
        student_id = self.pupils[who]
        caller = self.home.school.caller(Role.STUDENT, student_id)
        draft = NewSubmission.model_validate({"assignment_id": self.id, "text": "Done."})
        state = self.states.get(student_id)
        try:
            submit_work(caller, draft, now=self.now)
        except Refusal:
            assert self.state != "published" or state in (None, "excused")
            return
        assert self.state == "published"
        assert state in ("assigned", "returned", "submitted")
        self.handed_in[student_id].append((self.now, None if state == "returned" else self.due))
        self.states[student_id] = "submitted"

    @rule(who=students, to=st.sampled_from(["returned", "excused", "assigned"]))
    def the_teacher_says_how_it_stands(self, who: int, to: str) -> None:
        student_id = self.pupils[who]
        if student_id not in self.states:
            return
        update = {"state": to, "version": WorkStore(self.tenant).of(self.id, student_id).version}
        try:
            after = student_work_changes.update_work(
                self.by, self.id, student_id, WorkUpdate.model_validate(update)
            )
        except Refusal:
            assert to == "returned"
            assert not self.handed_in[student_id]
            return
        self.states[student_id] = after.state.value

    @invariant()
    def everybody_who_has_it_has_the_work(self) -> None:
        works = {one.student_id: one for one in WorkStore(self.tenant).of_assignment(self.id)}
        assert {one: work.state.value for one, work in works.items()} == self.states

    @invariant()
    def each_attempt_is_there_with_its_number_and_late_or_not(self) -> None:
        for student_id in self.states:
            page = submission_views.list_submissions(self.by, self.id, student_id, limit=50, cursor=None)
            found = [(one.attempt, one.submitted_at, one.is_late) for one in reversed(page.items)]
            wanted = enumerate(self.handed_in[student_id], start=1)
            assert found == [(number, at, self._is_late(at, then)) for number, (at, then) in wanted]

    @invariant()
    def lists_show_the_date_that_holds(self) -> None:
        for student_id in self.states:
            rows = student_work_list.list_student_work(
                self.by, student_id, None, now=self.now, limit=50, cursor=None
            )
            [row] = rows.items
            assert (row.state.value, row.attempts) == (
                self.states[student_id],
                len(self.handed_in[student_id]),
            )
            assert row.due_at == self.due
            is_past = self.due is not None and self.now > self.due
            assert row.is_overdue == (row.state.value == "assigned" and is_past)

    def _is_late(self, at: datetime, then: datetime | None) -> bool:
        return then is not None and self.due is not None and at > max(then, self.due)

    def _assigned(self) -> None:
        if self.state == "published":
            self.states |= dict.fromkeys(self.has - self.states.keys(), "assigned")


def test_the_school_agrees_with_a_plain_account_of_what_was_done() -> None:
    run_state_machine_as_test(
        CourseworkMachine,
        settings=settings(
            max_examples=6,
            stateful_step_count=18,
            deadline=None,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )
