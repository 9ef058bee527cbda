"""Grades: how an attempt was marked, by which rubric as it was then, and what that came to (CRS-5)."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from tutti.coursework.rubric import Rubric, Short, ShownAs
from tutti.coursework.rubric_score import Mark, Score, refuse_unknown_quick_marks, score
from tutti.coursework.student_work import GradeMark
from tutti.kit.clock import Instant
from tutti.kit.entity import Entity, Text, Value, Version
from tutti.kit.errors import Conflict, Invalid
from tutti.kit.ids import AssignmentId, GradeId, PersonId, RubricId, SubmissionId, derived_id
from tutti.kit.raced import refuse_outdated
from tutti.studios.letters import LetterFrom


class WhichWork(Invalid):
    """Say what is graded: a submission, or a student's part of an assignment."""


class LaterAttempt(Conflict):
    """The student has handed in again since; grade the latest attempt."""


class GradedOnce(Conflict):
    """This attempt has a grade; change that one."""


class FamiliesHaveIt(Conflict):
    """A grade that was released stays so; change its marks instead."""


class Marking(Value):
    """What is said of the work: a mark for every criterion, quick marks and a remark on the whole."""

    marks: Annotated[tuple[Mark, ...], Field(max_length=30)]
    quick_marks: Annotated[tuple[Short, ...], Field(max_length=20)] = ()
    remark: Text = ""
    is_released: bool = Field(False, description="Families see released grades only.")


class NewGrade(Marking):
    """A grade of a submission, or of what a student has handed in last of an assignment, if anything."""

    submission_id: SubmissionId | None = None
    assignment_id: AssignmentId | None = None
    student_id: PersonId | None = None
    rubric_id: RubricId

    def refuse_vague(self) -> None:
        """Refuse with `WhichWork` what names neither, or both."""
        parts = [self.assignment_id is not None, self.student_id is not None]
        if any(parts) if self.submission_id else not all(parts):
            raise WhichWork()


class GradeUpdate(Marking):
    """The grade as it shall be, by the rubric that it was given by, or by another as that stands now."""

    rubric_id: RubricId | None = None
    version: Version


class Grade(Entity):
    """A grade of one attempt, number 0 for work that was not handed in.

    It keeps the rubric and the letters that it was given by: what becomes of those later does not change it.
    """

    id: GradeId
    assignment_id: AssignmentId
    student_id: PersonId
    submission_id: SubmissionId | None = None
    attempt: int = 0
    rubric: Rubric
    letters: tuple[LetterFrom, ...]
    marks: tuple[Mark, ...]
    quick_marks: tuple[Short, ...] = ()
    remark: str = ""
    score: Score
    is_released: bool = False
    released_at: Instant | None = None
    changed_at: Instant
    changed_by: PersonId

    def changed(self, update: GradeUpdate, judged: dict[str, Any], *, by: str, now: datetime) -> "Grade":
        """The grade in its next version; refuses `FamiliesHaveIt`, and who read an older version."""
        refuse_outdated(self, update.version)
        if self.is_released and not update.is_released:
            raise FamiliesHaveIt()
        released = {} if self.is_released else told_to_families(update, now)
        return self.model_copy(update={**judged, **released, "changed_at": now, "changed_by": by})

    def mark(self) -> GradeMark:
        """What the student's work says of it."""
        return GradeMark(
            grade_id=self.id,
            submission_id=self.submission_id,
            attempt=self.attempt,
            label=label_of(self.score),
            hundredths=self.score.hundredths,
            has_passed=self.score.is_passed,
            given_at=self.released_at or self.changed_at,
        )


def judged_by(rubric: Rubric, letters: tuple[LetterFrom, ...], marking: Marking) -> dict[str, Any]:
    """What a grade says after this marking; refuses what does not fit the rubric."""
    refuse_unknown_quick_marks(rubric, marking.marks, marking.quick_marks)
    said = {name: getattr(marking, name) for name in ("marks", "quick_marks", "remark")}
    kept = letters if rubric.shown_as is ShownAs.LETTER else ()
    return said | {"rubric": rubric, "letters": kept, "score": score(rubric, marking.marks, letters)}


def label_of(score: Score) -> str:
    """How people read a score: a letter, points of all points, a percentage, or passed or not."""
    if score.letter is not None:
        return score.letter
    if score.points is not None:
        return f"{score.points} / {score.out_of}"
    if score.hundredths is not None:
        return f"{score.hundredths // 100}.{score.hundredths % 100:02d} %"
    return "passed" if score.is_passed else "not passed"


def grade_id(work_id: str, attempt: int) -> str:
    """The id of the one grade of an attempt."""
    return derived_id("grd", work_id, str(attempt))


def told_to_families(marking: Marking, now: datetime) -> dict[str, Any]:
    """What a grade says of its release when it is released now, or not."""
    return {"is_released": marking.is_released, "released_at": now if marking.is_released else None}
