"""What coursework gives to others, and to its own grades and comments: assignments, work, submissions."""

from collections.abc import Sequence

from tutti.coursework.assignment import Assignment
from tutti.coursework.assignment_store import AssignmentStore
from tutti.coursework.grade import Grade
from tutti.coursework.grade_store import GradeStore
from tutti.coursework.student_work import GradeMark, StudentWork
from tutti.coursework.student_work_store import WorkStore
from tutti.coursework.submission import Submission
from tutti.coursework.submission_store import SubmissionStore
from tutti.coursework.template import AssignmentTemplate
from tutti.coursework.template_store import TemplateStore
from tutti.kit.changes import Change, Key
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant


def assignment(tenant: Tenant, assignment_id: str) -> Assignment:
    """The assignment of this id; refuses with `NoSuchAssignment`."""
    return AssignmentStore(tenant).get(assignment_id)


def assignment_key(tenant: Tenant, assignment_id: str) -> Key:
    """Where the assignment lies, for who reads it along with something else."""
    return AssignmentStore(tenant).key(assignment_id)


def read_assignment(tenant: Tenant, record: Record | None) -> Assignment:
    """The assignment in the item that lay there; refuses with `NoSuchAssignment`."""
    return AssignmentStore(tenant).required(record)


def submission(tenant: Tenant, submission_id: str) -> Submission:
    """The submission of this id; refuses with `NoSuchSubmission`."""
    return SubmissionStore(tenant).get(submission_id)


def submissions(tenant: Tenant, ids: Sequence[str]) -> list[Submission]:
    """The submissions of these ids that are there, in the order asked: one batch of reads."""
    return SubmissionStore(tenant).get_many(ids)


def submission_key(tenant: Tenant, submission_id: str) -> Key:
    """Where the submission lies, for who reads it along with something else."""
    return SubmissionStore(tenant).key(submission_id)


def read_submission(tenant: Tenant, record: Record | None) -> Submission:
    """The submission in the item that lay there; refuses with `NoSuchSubmission`."""
    return SubmissionStore(tenant).required(record)


def work(tenant: Tenant, assignment_id: str, student_id: str) -> StudentWork:
    """A student's part of an assignment; refuses with `NoSuchWork`."""
    return WorkStore(tenant).of(assignment_id, student_id)


def work_key(tenant: Tenant, assignment_id: str, student_id: str) -> Key:
    """Where a student's part of an assignment lies, for who reads it along with something else."""
    return WorkStore(tenant).key_of(assignment_id, student_id)


def read_work(tenant: Tenant, record: Record | None) -> StudentWork:
    """The work in the item that lay there; refuses with `NoSuchWork`."""
    return WorkStore(tenant).required(record)


def grading(tenant: Tenant, before: StudentWork, mark: GradeMark) -> Change:
    """The change that marks a student's work graded, or refuses `VersionConflict`."""
    return WorkStore(tenant).replacing(before, before.graded(mark))


def template_key(tenant: Tenant, template_id: str) -> Key:
    """Where the assignment template lies, for who reads it along with something else."""
    return TemplateStore(tenant).key(template_id)


def read_template(tenant: Tenant, record: Record | None) -> AssignmentTemplate:
    """The assignment template in the item that lay there; refuses with `NoSuchTemplate`."""
    return TemplateStore(tenant).required(record)


def grade(tenant: Tenant, grade_id: str) -> Grade:
    """The grade of this id, released or not; refuses with `NoSuchGrade`."""
    return GradeStore(tenant).get(grade_id)
