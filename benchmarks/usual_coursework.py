"""What is assigned in a usual school, and the calls of coursework that want more than ids."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any

from tests.support.coursework_bodies import CONTENTS, COURSEWORK_BODIES
from tests.support.door import Call, Reply
from tests.support.school import School
from tutti.coursework import assignments, submissions, templates
from tutti.coursework.assignment import Assignment
from tutti.coursework.assignment_draft import NewAssignment
from tutti.coursework.assignment_publishing import publish_assignment
from tutti.coursework.submission import NewSubmission, SubmissionShown
from tutti.coursework.template import AssignmentTemplate, TemplateDraft
from tutti.kit.clock import utc_now
from tutti.people.family import Student
from tutti.people.teacher import Teacher
from tutti.recordings.model import Recording


class UsualCoursework:
    """What is assigned in a usual school."""

    school: School

    @cached_property
    def student(self) -> Student:
        raise NotImplementedError

    @cached_property
    def teacher(self) -> Teacher:
        raise NotImplementedError

    @cached_property
    def recording(self) -> Recording:
        raise NotImplementedError

    @cached_property
    def template(self) -> AssignmentTemplate:
        draft = TemplateDraft.model_validate(CONTENTS)
        return templates.add_assignment_template(self.school.owner, draft, now=utc_now())

    @cached_property
    def draft(self) -> Assignment:
        """An assignment for the student that is not published yet."""
        return self._drafted()

    @cached_property
    def assignment(self) -> Assignment:
        """An assignment that the student has."""
        return publish_assignment(self.school.owner, self._drafted().id, now=utc_now())

    @cached_property
    def submission(self) -> SubmissionShown:
        """What the student handed in of it."""
        draft = NewSubmission(
            assignment_id=self.assignment.id,
            student_id=self.student.id,
            recording_ids=(self.recording.id,),
        )
        return submissions.submit_work(self.school.owner, draft, now=utc_now())

    def _drafted(self) -> Assignment:
        ids = {"template_id": self.template.id, "teacher_id": self.teacher.id, "student_id": self.student.id}
        draft = NewAssignment.model_validate(COURSEWORK_BODIES["add_assignment"](ids))
        return assignments.add_assignment(self.school.owner, draft, now=utc_now())


def _of_a_draft(name: str, school: UsualCoursework) -> Callable[[], Reply]:
    return partial(getattr(Call(), name), by=school.school.owner, assignment_id=school.draft.id)


def _of_the_class(name: str, school: UsualCoursework, **more: Any) -> Callable[[], Reply]:
    """What is asked when the student has handed something in."""
    ids = {"assignment_id": school.submission.assignment_id} | more
    return partial(getattr(Call(), name), by=school.school.owner, **ids)


def _list_submissions(school: UsualCoursework) -> Callable[[], Reply]:
    return _of_the_class("list_submissions", school, query={"student_id": school.student.id})


def _list_student_work(school: UsualCoursework) -> Callable[[], Reply]:
    ids = {"student_id": school.submission.student_id}
    return partial(Call().list_student_work, by=school.school.owner, **ids)


def _list_assignments(school: UsualCoursework) -> Callable[[], Reply]:
    query = {"teacher_id": school.assignment.teacher_id}
    return partial(Call().list_assignments, by=school.school.owner, query=query)


def _update_work(school: UsualCoursework) -> Callable[[], Reply]:
    body = {"state": "excused", "version": 1}
    ids = {"assignment_id": school.assignment.id, "student_id": school.student.id}
    return partial(Call().update_work, body, by=school.school.owner, **ids)


COURSEWORK: dict[str, Callable[[Any], Callable[[], Reply]]] = {
    **{name: partial(_of_a_draft, name) for name in ("publish_assignment", "remove_assignment")},
    "list_assignments": _list_assignments,
    "list_class_work": partial(_of_the_class, "list_class_work"),
    "list_student_work": _list_student_work,
    "list_submissions": _list_submissions,
    "update_work": _update_work,
}
"""Endpoints that want more than an owner and ids."""
