"""What is graded in a usual school, and the calls of those who grade that want more than ids."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any

from tests.support.door import Call, Reply
from tests.support.graded_work import GradedWork, some_work
from tests.support.grading import a_rubric, marks
from tests.support.school import School
from tests.support.timetable import a_timetable
from tutti.coursework import rubrics
from tutti.coursework.grade import Grade
from tutti.coursework.grade_store import GradeStore
from tutti.coursework.rubric import Rubric, RubricDraft


class UsualGrading:
    """What is graded in a usual school."""

    school: School

    @cached_property
    def rubric(self) -> Rubric:
        return rubrics.add_rubric(self.school.owner, RubricDraft.model_validate(a_rubric()))

    @cached_property
    def handed_in(self) -> GradedWork:
        """Work that a child has handed in."""
        work = some_work(a_timetable(self.school))
        work.is_handed_in()
        return work

    @cached_property
    def due(self) -> GradedWork:
        """Work that was due yesterday."""
        day = a_timetable(self.school)
        return some_work(day, due_at=day.at(-1))

    @cached_property
    def marking(self) -> dict[str, Any]:
        """The body by which it is graded and released."""
        last = self.handed_in.part().last
        submission_id = last.submission_id if last else ""
        named = {"submission_id": submission_id, "rubric_id": self.rubric.id}
        return {**named, "marks": marks(), "is_released": True}

    @cached_property
    def grade(self) -> Grade:
        """Its grade, released."""
        given = Call().give_grade(self.marking, by=self.school.owner)
        return GradeStore(self.school.tenant).get(given["id"])


def _give_grade(school: UsualGrading) -> Callable[[], Reply]:
    return partial(Call().give_grade, school.marking, by=school.school.owner)


def _list_grades(school: UsualGrading) -> Callable[[], Reply]:
    query = {"assignment_id": school.grade.assignment_id}
    return partial(Call().list_grades, by=school.school.owner, query=query)


def _report_on_time(school: UsualGrading) -> Callable[[], Reply]:
    query = {"student_id": school.due.day.student.id}
    return partial(Call().report_on_time, by=school.school.owner, query=query)


GRADING: dict[str, Callable[[UsualGrading], Callable[[], Reply]]] = {
    "give_grade": _give_grade,
    "list_grades": _list_grades,
    "report_on_time": _report_on_time,
}
