"""Work that is handed in, returned and graded in any order: no grade is lost, and none is told twice."""

from collections import Counter
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

from tests.support.door import Call, Reply
from tests.support.facts import facts_told
from tests.support.graded_work import some_work
from tests.support.grading import a_rubric, marks
from tests.support.school import School
from tests.support.timetable import Timetable, a_timetable
from tutti.coursework.student_work import WorkState
from tutti.coursework.submission import Submission

TONE = st.integers(0, 10)
OVER = (WorkState.GRADED, WorkState.EXCUSED)


class Term(RuleBasedStateMachine):
    """A child hands in, a teacher returns, grades, changes grades and releases them."""

    day: ClassVar[Timetable]

    def __init__(self) -> None:
        super().__init__()
        self.work = some_work(self.day)
        self.rubric = Call().add_rubric(a_rubric(), by=self.work.teacher).body
        self.handed_in: list[Submission] = []
        self.grades: dict[str, list[Reply]] = {}

    @property
    def latest(self) -> dict[str, Reply]:
        return {grade_id: versions[-1] for grade_id, versions in self.grades.items()}

    @precondition(lambda self: self.work.part().state not in OVER)
    @rule()
    def hands_in(self) -> None:
        self.handed_in.append(self.work.is_handed_in())

    @precondition(lambda self: self.handed_in and self.work.part().state is not WorkState.RETURNED)
    @rule()
    def returns(self) -> None:
        self.work.becomes("returned")

    @precondition(lambda self: self.handed_in)
    @rule(tone=TONE, is_released=st.booleans())
    def grades_the_latest(self, tone: int, is_released: bool) -> None:
        given = self.work.graded(self.handed_in[-1], self.rubric, marks=marks(tone), is_released=is_released)
        if given.status == 201:
            self.grades[given["id"]] = [given]
        else:
            assert given["grade_id"] in self.grades

    @precondition(lambda self: self.grades)
    @rule(which=st.integers(0, 1000), tone=TONE, is_released=st.booleans())
    def changes_a_grade(self, which: int, tone: int, is_released: bool) -> None:
        grade_id = list(self.grades)[which % len(self.grades)]
        before = self.latest[grade_id]
        body = {"marks": marks(tone), "is_released": is_released, "version": before["version"]}
        after = Call().update_grade(body, by=self.work.teacher, grade_id=grade_id)
        if before["is_released"] and not is_released:
            assert after.problem == "FamiliesHaveIt"
        else:
            self.grades[grade_id].append(after)

    @invariant()
    def every_version_is_kept(self) -> None:
        for grade_id, versions in self.grades.items():
            query = {"limit": 50}
            kept = Call().list_grade_history(by=self.work.teacher, grade_id=grade_id, query=query)["items"]
            assert kept == [one.body for one in reversed(versions)]

    @invariant()
    def families_see_what_was_released(self) -> None:
        for grade_id, grade in self.latest.items():
            seen = Call().get_grade(by=self.work.child, grade_id=grade_id)
            assert (seen.status == 200) == grade["is_released"]

    @invariant()
    def the_work_says_what_the_latest_released_grade_says(self) -> None:
        released = [one for one in self.latest.values() if one["is_released"]]
        part, last = self.work.part(), max(released, key=lambda one: one["attempt"], default=None)
        assert (part.grade is None) == (last is None)
        if part.grade and last:
            assert (part.grade.grade_id, part.grade.hundredths) == (last["id"], last["score"]["hundredths"])
        if part.state is WorkState.GRADED:
            assert last
            assert last["attempt"] == part.attempts

    @invariant()
    def families_are_told_once_of_each(self) -> None:
        told = Counter(one.subject for one in facts_told(self.work.school, "GradeGiven"))
        for grade_id, grade in self.latest.items():
            assert told[grade_id] == int(grade["is_released"])


def test_grades_are_kept_and_told_whatever_comes_first(forte: School) -> None:
    Term.day = a_timetable(forte)
    few = settings(
        max_examples=8,
        stateful_step_count=16,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    run_state_machine_as_test(Term, settings=few)
