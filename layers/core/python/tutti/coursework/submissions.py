"""Handing in, and reading what was handed in (CRS-3, CRS-6)."""

from datetime import datetime

from tutti.coursework.facts import SubmissionReceived
from tutti.coursework.student_work import StudentWork, WorkState
from tutti.coursework.student_work_store import WorkStore
from tutti.coursework.student_work_task import Task, read_task
from tutti.coursework.submission import NewSubmission, Submission, SubmissionShown
from tutti.coursework.submission_parts import deposit_keys, deposits_among, refuse_unfit
from tutti.coursework.submission_store import SubmissionStore
from tutti.kit.errors import Invalid
from tutti.kit.facts import told
from tutti.kit.ids import new_id
from tutti.kit.raced import until_undisturbed
from tutti.kit.role import Role
from tutti.kit.who import Caller


class WhoHandsIn(Invalid):
    """Say for which student this is handed in."""


def submit_work(caller: Caller, draft: NewSubmission, *, now: datetime) -> SubmissionShown:
    """The next attempt of the student; one batch of reads.

    Refuses what is empty, unfit or not the student's own, `NotPublished`, `TooLateToSubmit`, `AlreadyGraded`,
    `WorkExcusedAlready` and `AttemptsUsedUp`. Two at once get different numbers.
    """
    draft.refuse_empty()
    student_id = student_named(caller, draft.student_id)
    part_ids, submission_id = (*draft.recording_ids, *draft.file_ids), new_id("sub")
    keys = deposit_keys(caller.tenant, part_ids)

    def once() -> SubmissionShown:
        task = read_task(caller, draft.assignment_id, student_id, *keys, acts=True)
        refuse_unfit(student_id, part_ids, deposits_among(caller.tenant, task.beside))
        submission = _attempt(caller, draft, task, submission_id, now)
        after = task.work.with_submission(submission.handed_in, most=task.assignment.attempts_allowed)
        _store(caller, task, after, submission)
        return submission.shown(task.assignment.late_after)

    return until_undisturbed(once)


def student_named(caller: Caller, student_id: str | None) -> str:
    """The student who is meant: students mean themselves; refuses with `WhoHandsIn` who names nobody."""
    if student_id:
        return student_id
    if caller.role is Role.STUDENT:
        return caller.person_id
    raise WhoHandsIn()


def _attempt(
    caller: Caller, draft: NewSubmission, task: Task, submission_id: str, now: datetime
) -> Submission:
    is_asked_for = task.work.state is WorkState.RETURNED
    task.assignment.refuse_submissions(now, is_asked_for=is_asked_for)
    return Submission(
        id=submission_id,
        assignment_id=task.assignment.id,
        student_id=task.work.student_id,
        teacher_id=task.assignment.teacher_id,
        attempt=task.work.attempts + 1,
        submitted_at=now,
        submitted_by=caller.person_id,
        due_at=None if is_asked_for else task.assignment.late_after,
        recording_ids=tuple(dict.fromkeys(draft.recording_ids)),
        file_ids=tuple(dict.fromkeys(draft.file_ids)),
        text=draft.text,
    )


def _store(caller: Caller, task: Task, after: StudentWork, submission: Submission) -> None:
    tenant = caller.tenant
    fact = SubmissionReceived(
        subject=submission.id,
        assignment_id=submission.assignment_id,
        student_id=submission.student_id,
        teacher_id=submission.teacher_id,
        is_late=submission.handed_in.is_late(task.assignment.late_after),
    )
    tenant.table.write(
        [
            SubmissionStore(tenant).creating(submission),
            WorkStore(tenant).replacing(task.work, after),
            *told(tenant, fact),
        ]
    )
