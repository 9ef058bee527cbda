"""The rubric by which a usual school grades, and the usual calls of those who grade by it."""

from functools import cached_property

from tests.support.grading import a_rubric
from tests.support.school import School
from tutti.coursework import rubrics
from tutti.coursework.rubric import Rubric, RubricDraft


class UsualGrading:
    """What is graded in a usual school."""

    school: School

    @cached_property
    def rubric(self) -> Rubric:
        return rubrics.add_rubric(self.school.owner, RubricDraft.model_validate(a_rubric()))
