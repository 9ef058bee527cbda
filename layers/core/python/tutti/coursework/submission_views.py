"""What was handed in, as people read it (CRS-3)."""

from tutti.coursework.student_work_task import read_task
from tutti.coursework.submission import NoSuchSubmission, SubmissionShown
from tutti.coursework.submission_parts import SubmittedPart, deposit_keys, deposits_among, parts_of
from tutti.coursework.submission_store import SubmissionStore
from tutti.coursework.submissions import student_named
from tutti.kit.entity import Page
from tutti.kit.errors import NotFound
from tutti.kit.who import Caller


class SubmissionOpened(SubmissionShown):
    """One attempt with what became of its recordings and files, each in the order handed in."""

    recordings: tuple[SubmittedPart, ...] = ()
    files: tuple[SubmittedPart, ...] = ()


def get_submission(caller: Caller, submission_id: str) -> SubmissionOpened:
    """The submission, for whom it concerns; else `NoSuchSubmission`. A read and a batch of reads."""
    submissions = SubmissionStore(caller.tenant)
    found = submissions.get(submission_id)
    keys = deposit_keys(caller.tenant, (*found.recording_ids, *found.file_ids))
    try:
        task = read_task(caller, found.assignment_id, found.student_id, *keys)
    except NotFound:
        raise NoSuchSubmission() from None
    parts = deposits_among(caller.tenant, task.beside)
    shown = found.shown(task.assignment.late_after)
    return SubmissionOpened(
        **dict(shown), recordings=parts_of(found.recording_ids, parts), files=parts_of(found.file_ids, parts)
    )


def list_submissions(
    caller: Caller, assignment_id: str, student_id: str | None, *, limit: int, cursor: str | None
) -> Page[SubmissionShown]:
    """A page of what a student handed in of an assignment, the latest first: a batch of reads and a query."""
    task = read_task(caller, assignment_id, student_named(caller, student_id))
    page = SubmissionStore(caller.tenant).attempts(
        assignment_id, task.work.student_id, limit=limit, cursor=cursor
    )
    items = [one.shown(task.assignment.late_after) for one in page.items]
    return Page[SubmissionShown](items=items, cursor=page.cursor)
