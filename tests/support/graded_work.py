"""Work that is assigned, handed in and graded; all but the grade is put straight into the table."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.support.door import Call, Reply
from tests.support.grading import a_rubric, marks
from tests.support.school import School
from tests.support.timetable import Timetable
from tutti.coursework.assignment import Assignment, AssignmentState
from tutti.coursework.assignment_store import AssignmentStore
from tutti.coursework.student_work import StudentWork, work_id
from tutti.coursework.student_work_store import WorkStore
from tutti.coursework.submission import Submission
from tutti.coursework.submission_store import SubmissionStore
from tutti.coursework.template import Section, SectionKind
from tutti.kit.caller import Caller
from tutti.kit.changes import Put
from tutti.kit.clock import utc_now
from tutti.kit.ids import first_id, new_id
from tutti.kit.record import Record
from tutti.kit.role import Role
from tutti.people.family import Student
from tutti.people.store import StudentStore


@dataclass(frozen=True)
class GradedWork:
    """An assignment of the teacher of a school day, and the parts of its children."""

    day: Timetable
    assignment: Assignment

    @property
    def school(self) -> School:
        return self.day.school

    @property
    def teacher(self) -> Caller:
        return self.day.taught_by

    @property
    def parent(self) -> Caller:
        return self.day.parent

    @property
    def child(self) -> Caller:
        return self.school.caller(Role.STUDENT, self.day.student.id)

    def part(self, student: Student | None = None) -> StudentWork:
        """The child's part as it is now."""
        return WorkStore(self.school.tenant).of(self.assignment.id, (student or self.day.student).id)

    def is_handed_in(
        self, student: Student | None = None, *, at: datetime | None = None, **more: Any
    ) -> Submission:
        """The child hands in once more."""
        before, works = self.part(student), WorkStore(self.school.tenant)
        handed_in = Submission(
            id=new_id("sub"),
            assignment_id=self.assignment.id,
            student_id=before.student_id,
            teacher_id=before.teacher_id,
            attempt=before.attempts + 1,
            submitted_at=at or utc_now(),
            submitted_by=before.student_id,
            due_at=self.assignment.late_after,
            **more,
        )
        SubmissionStore(self.school.tenant).create(handed_in)
        works.replace(before, before.with_submission(handed_in.handed_in, most=None))
        return handed_in

    def becomes(self, change: str, student: Student | None = None) -> StudentWork:
        """The child's part once it is `returned` or `excused`."""
        before = self.part(student)
        return WorkStore(self.school.tenant).replace(before, getattr(before, change)(""))

    def rubric(self, **changes: Any) -> dict[str, Any]:
        """A rubric of the teacher."""
        added: dict[str, Any] = Call().add_rubric(a_rubric(**changes), by=self.teacher).body
        return added

    def graded(self, submission: Submission, rubric: dict[str, Any], **changes: Any) -> Reply:
        """The teacher's grade of a submission."""
        body = {"submission_id": submission.id, "rubric_id": rubric["id"], "marks": marks()}
        given: Reply = Call().give_grade(body | changes, by=self.teacher)
        return given


def some_work(
    day: Timetable,
    *,
    students: tuple[Student, ...] = (),
    due_at: datetime | None = None,
    prepared: timedelta = timedelta(days=30),
    **more: Any,
) -> GradedWork:
    """A published assignment for these students, or for the child of the day; the teacher teaches them."""
    students = students or (day.student,)
    tenant, now = day.school.tenant, utc_now() - prepared
    fields: dict[str, Any] = {"location_ids": (day.location.id,), "grace_minutes": 0}
    assignment = Assignment(
        id=_id_made_at(now),
        teacher_id=day.teacher.id,
        title="Minuet in G",
        sections=(Section(kind=SectionKind.REPERTOIRE, text="Bars 1 to 16, slowly."),),
        student_ids=tuple(one.id for one in students),
        due_at=due_at,
        zone=day.school.studio.time_zone,
        state=AssignmentState.PUBLISHED,
        created_at=now,
        published_at=now,
        **fields | more,
    )
    assignments = AssignmentStore(tenant)
    tenant.table.write([assignments.creating(assignment), *assignments.linking(None, assignment)])
    for student in students:
        link = StudentStore(tenant).taught_key(day.teacher.id, student.id)
        tenant.table.write([Put(Record(link.pk, link.sk, kind="Taught", owner=student.id))])
        WorkStore(tenant).create(
            StudentWork(
                id=work_id(assignment.id, student.id),
                assignment_id=assignment.id,
                student_id=student.id,
                teacher_id=day.teacher.id,
                assigned_at=now,
                due_at=due_at,
            )
        )
    return GradedWork(day, assignment)


def _id_made_at(instant: datetime) -> str:
    """A new id as it would have been made then: ten digits of time, the others by chance."""
    return first_id("asg", instant)[:14] + new_id("asg")[14:]
