"""A student's work, whatever teacher and student do with it in whatever order (CRS-3)."""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tutti.coursework.student_work import GradeMark, HandedIn, StudentWork, WorkState, work_id
from tutti.kit.errors import Conflict
from tutti.kit.ids import new_id

START = datetime(2030, 5, 6, 12, tzinfo=UTC)
ALLOWED = 3


class WorkMachine(RuleBasedStateMachine):
    """Attempts are counted one by one, none is lost, and each state is what its history makes of it."""

    def __init__(self) -> None:
        super().__init__()
        assignment_id, student_id = new_id("asg"), new_id("per")
        self.work = StudentWork(
            id=work_id(assignment_id, student_id),
            assignment_id=assignment_id,
            student_id=student_id,
            teacher_id=new_id("per"),
            assigned_at=START,
        )
        self.handed_in: list[HandedIn] = []
        self.asked_again = 0

    @rule()
    def hands_in(self) -> None:
        at = START + timedelta(minutes=len(self.handed_in))
        attempt, was = HandedIn(submission_id=new_id("sub"), at=at), self.work.state
        try:
            self.work = self.work.with_submission(attempt, most=ALLOWED)
        except Conflict:
            assert was.is_over or (len(self.handed_in) >= ALLOWED and was is not WorkState.RETURNED)
            return
        self.handed_in.append(attempt)

    @rule(note=st.text(max_size=5))
    def is_returned(self, note: str) -> None:
        try:
            self.work = self.work.returned(note)
        except Conflict:
            assert not self.handed_in
            return
        self.asked_again += 1

    @rule()
    def is_excused(self) -> None:
        try:
            self.work = self.work.excused("")
        except Conflict:
            assert self.work.state is WorkState.GRADED

    @rule()
    def is_resumed(self) -> None:
        self.work = self.work.resumed()
        assert self.work.state not in (WorkState.EXCUSED, WorkState.RETURNED)

    @rule()
    def is_graded(self) -> None:
        last = self.handed_in[-1].submission_id if self.handed_in else None
        mark = GradeMark(grade_id=new_id("grd"), submission_id=last, given_at=START)
        try:
            self.work = self.work.graded(mark)
        except Conflict:
            assert self.work.state is WorkState.EXCUSED

    @invariant()
    def counts_every_attempt(self) -> None:
        assert self.work.attempts == len(self.handed_in) <= ALLOWED + self.asked_again

    @invariant()
    def knows_the_first_and_the_last(self) -> None:
        ends = (self.handed_in[0], self.handed_in[-1]) if self.handed_in else (None, None)
        assert (self.work.first, self.work.last) == ends

    @invariant()
    def is_to_do_exactly_until_it_is_handed_in(self) -> None:
        if self.work.state is WorkState.ASSIGNED:
            assert not self.handed_in
        if self.work.state in (WorkState.SUBMITTED, WorkState.RETURNED):
            assert self.handed_in


WorkMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
TestWorkMachine = WorkMachine.TestCase
