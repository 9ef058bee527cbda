"""Giving grades and changing them: with the student's work and the grade's history in one write (CRS-5)."""

from dataclasses import dataclass
from datetime import datetime

from tutti.coursework.assignment import NoSuchAssignment
from tutti.coursework.grade import (
    Grade,
    GradedOnce,
    GradeUpdate,
    LaterAttempt,
    NewGrade,
    grade_id,
    judged_by,
    told_to_families,
)
from tutti.coursework.grade_facts import GradeChanged, GradeEntered, GradeFact, GradeGiven
from tutti.coursework.grade_store import GradeStore, NoSuchGrade
from tutti.coursework.published import grading, submission
from tutti.coursework.rubric import Rubric
from tutti.coursework.rubric_store import RubricStore
from tutti.coursework.student_work import StudentWork, WorkExcusedAlready, WorkState
from tutti.coursework.student_work_task import read_task
from tutti.kit.facts import told
from tutti.kit.raced import until_undisturbed
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.studios.letters import LetterFrom
from tutti.studios.service import read_studio, studio_key


@dataclass(frozen=True)
class _Yardstick:
    """By what work is graded."""

    rubric: Rubric
    letters: tuple[LetterFrom, ...]


def give_grade(caller: Caller, new: NewGrade, *, now: datetime) -> Grade:
    """The first grade of an attempt; families see it once it is released.

    Refuses `WhichWork`, `LaterAttempt`, `GradedOnce`, `WorkExcusedAlready`, what does not fit the rubric, and
    as not found the work of an assignment that the caller does not run.
    """
    new.refuse_vague()
    return until_undisturbed(lambda: _give(caller, new, now))


def update_grade(caller: Caller, of: str, update: GradeUpdate, *, now: datetime) -> Grade:
    """The grade in its next version, those before it kept; the student's work says the same.

    Refuses `FamiliesHaveIt`, `VersionConflict`, what does not fit the rubric, and as not found the grades of
    an assignment that the caller does not run.
    """
    return until_undisturbed(lambda: _change(caller, of, update, now))


def _give(caller: Caller, new: NewGrade, now: datetime) -> Grade:
    assignment_id, student_id = _whose(caller.tenant, new)
    work, by = _read(caller, assignment_id, student_id, new.rubric_id)
    if new.submission_id and (work.last is None or work.last.submission_id != new.submission_id):
        raise LaterAttempt()
    if work.state is WorkState.EXCUSED:
        raise WorkExcusedAlready()
    grade = Grade(
        id=grade_id(work.id, work.attempts),
        assignment_id=assignment_id,
        student_id=student_id,
        submission_id=work.last.submission_id if work.last else None,
        attempt=work.attempts,
        changed_at=now,
        changed_by=caller.person_id,
        **judged_by(by.rubric, by.letters, new),
        **told_to_families(new, now),
    )
    try:
        return _write(caller.tenant, None, grade, work)
    except GradedOnce:
        raise GradedOnce(grade_id=grade.id) from None


def _change(caller: Caller, of: str, update: GradeUpdate, now: datetime) -> Grade:
    before = GradeStore(caller.tenant).get(of)
    as_given = _Yardstick(before.rubric, before.letters)
    try:
        work, by = _read(caller, before.assignment_id, before.student_id, update.rubric_id, as_given)
    except NoSuchAssignment:
        raise NoSuchGrade() from None
    judged = judged_by(by.rubric, by.letters, update)
    after = before.changed(update, judged, by=caller.person_id, now=now)
    return _write(caller.tenant, before, after, work)


def _whose(tenant: Tenant, new: NewGrade) -> tuple[str, str]:
    """The assignment and the student of what is graded; a read where a submission names them."""
    if new.submission_id:
        handed_in = submission(tenant, new.submission_id)
        return handed_in.assignment_id, handed_in.student_id
    return new.assignment_id or "", new.student_id or ""


def _read(
    caller: Caller,
    assignment_id: str,
    student_id: str,
    rubric_id: str | None,
    otherwise: _Yardstick | None = None,
) -> tuple[StudentWork, _Yardstick]:
    """The student's work, for who runs the assignment, and by what it is graded: one batch of reads."""
    tenant, rubrics = caller.tenant, RubricStore(caller.tenant)
    beside = [rubrics.key(rubric_id), studio_key(tenant)] if rubric_id else []
    task = read_task(caller, assignment_id, student_id, *beside, acts=True)
    if otherwise and not rubric_id:
        return task.work, otherwise
    rubric, studio = task.beside
    return task.work, _Yardstick(rubrics.required(rubric), read_studio(tenant, studio).policy.letters)


def _write(tenant: Tenant, before: Grade | None, after: Grade, work: StudentWork) -> Grade:
    """Keep the grade, this version of it, and what the student's work says, and tell the fact: one write."""
    grades = GradeStore(tenant)
    written = after.model_copy(update={"version": before.version + 1 if before else 1})
    putting = grades.replacing(before, after) if before else grades.creating(after, GradedOnce)
    marking = [grading(tenant, work, after.mark())] if after.is_released else []
    facts = told(tenant, _fact(before, after))
    tenant.table.write([putting, grades.keeping(written), *marking, *facts])
    return written


def _fact(before: Grade | None, after: Grade) -> GradeFact:
    """What happened: it was released, once, or entered, or changed."""
    kind: type[GradeFact] = GradeEntered if before is None else GradeChanged
    if after.is_released and not (before and before.is_released):
        kind = GradeGiven
    return kind(
        subject=after.id,
        assignment_id=after.assignment_id,
        student_id=after.student_id,
        submission_id=after.submission_id,
    )
