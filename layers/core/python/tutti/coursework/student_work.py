"""What one student has to do of an assignment, and how far it is (CRS-2, CRS-3)."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from tutti.kit.clock import Instant, rfc3339
from tutti.kit.entity import Entity, Line, Value
from tutti.kit.errors import Conflict, NotFound
from tutti.kit.ids import AssignmentId, GradeId, PersonId, RecordingId, SubmissionId

_ULID = "[0-7][0-9A-HJKMNP-TV-Z]{25}"
WorkId = Annotated[str, StringConstraints(pattern=f"^asg_{_ULID}[.]per_{_ULID}$")]
NEVER = "9999"
"""After every due date: where work without one stands."""


class NoSuchWork(NotFound):
    """This student has no such assignment."""


class AlreadyGraded(Conflict):
    """This work is graded; its teacher may return it for another attempt."""


class WorkExcusedAlready(Conflict):
    """This student is excused from the assignment."""


class AttemptsUsedUp(Conflict):
    """All attempts that the assignment allows are used."""


class NothingHandedIn(Conflict):
    """The student has handed in nothing yet."""


class WorkState(StrEnum):
    """How far the work of one student is; `returned` asks for another attempt."""

    ASSIGNED = "assigned"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    GRADED = "graded"
    EXCUSED = "excused"

    @property
    def is_over(self) -> bool:
        """True when nothing more is handed in, unless the teacher asks for it."""
        return self in (WorkState.GRADED, WorkState.EXCUSED)


class HandedIn(Value):
    """What was handed in when; `due_at` is when it had to be, grace included, as it stood at that time."""

    submission_id: SubmissionId
    at: Instant
    due_at: Instant | None = None
    recording_ids: tuple[RecordingId, ...] = ()

    def is_late(self, due_at: datetime | None) -> bool:
        """True when it came after the due date as it was and after the one that holds now.

        Who was in time stays so when the date is moved forward; who was not is so once it is moved back.
        """
        if self.due_at is None or due_at is None:
            return False
        return self.at > max(self.due_at, due_at)


class GradeMark(Value):
    """The grade in short; `label` is how people read it, `hundredths` those of a percent where it has any."""

    grade_id: GradeId
    submission_id: SubmissionId | None = None
    attempt: int = 0
    label: Line = ""
    hundredths: int | None = None
    has_passed: bool | None = None
    given_at: Instant


class StudentWork(Entity):
    """One student's part of an assignment.

    `due_at` orders the student's list and follows the assignment's, grace not included; whether something is
    late is said by `first` and `last`, the first and the latest attempt, and by the assignment.
    """

    id: WorkId
    assignment_id: AssignmentId
    student_id: PersonId
    teacher_id: PersonId
    state: WorkState = WorkState.ASSIGNED
    assigned_at: Instant
    due_at: Instant | None = None
    attempts: Annotated[int, Field(ge=0)] = 0
    first: HandedIn | None = None
    last: HandedIn | None = None
    grade: GradeMark | None = None
    note: Line = ""

    @property
    def place(self) -> str:
        """Where it stands in the student's list: what is to do by due date, then submitted, then done."""
        due = rfc3339(self.due_at) if self.due_at else NEVER
        return f"{BUCKETS[self.state]}#{due}#{self.assignment_id}"

    def with_submission(self, handed_in: HandedIn, *, most: int | None) -> "StudentWork":
        """The work with one attempt more; refuses `AlreadyGraded`, `WorkExcusedAlready`, `AttemptsUsedUp`."""
        if self.state is WorkState.GRADED:
            raise AlreadyGraded()
        if self.state is WorkState.EXCUSED:
            raise WorkExcusedAlready()
        if most is not None and self.attempts >= most and self.state is not WorkState.RETURNED:
            raise AttemptsUsedUp(f"The assignment allows {most}.")
        return self.model_copy(
            update={
                "state": WorkState.SUBMITTED,
                "attempts": self.attempts + 1,
                "first": self.first or handed_in,
                "last": handed_in,
            }
        )

    def returned(self, note: str) -> "StudentWork":
        """The work handed back for another attempt, a given grade kept; refuses with `NothingHandedIn`."""
        if not self.attempts:
            raise NothingHandedIn()
        return self.model_copy(update={"state": WorkState.RETURNED, "note": note})

    def excused(self, note: str) -> "StudentWork":
        """The work that need not be done; refuses with `AlreadyGraded`."""
        if self.state is WorkState.GRADED:
            raise AlreadyGraded()
        return self.model_copy(update={"state": WorkState.EXCUSED, "note": note})

    def resumed(self) -> "StudentWork":
        """The work that is neither excused nor returned any more: as far as it had come."""
        state = WorkState.SUBMITTED if self.last else WorkState.ASSIGNED
        if self.grade and self.grade.submission_id == (self.last.submission_id if self.last else None):
            state = WorkState.GRADED
        return self.model_copy(update={"state": state, "note": ""})

    def graded(self, mark: GradeMark) -> "StudentWork":
        """The work with this grade of one of its attempts, or without one; refuses with `WorkExcusedAlready`.

        Only the grade of the latest attempt is the end of it: who is asked to hand in again, or has done so,
        still has that to do. The grade of an earlier attempt takes no later one's place.
        """
        is_changed = self.grade is not None and self.grade.grade_id == mark.grade_id
        if self.state is WorkState.EXCUSED and not is_changed:
            raise WorkExcusedAlready()
        if self.grade and self.grade.attempt > mark.attempt:
            return self
        is_of_latest = mark.submission_id == (self.last.submission_id if self.last else None)
        is_over = is_of_latest and self.state not in (WorkState.RETURNED, WorkState.EXCUSED)
        state = WorkState.GRADED if is_over else self.state
        return self.model_copy(update={"state": state, "grade": mark})


BUCKETS = {
    WorkState.ASSIGNED: "1",
    WorkState.RETURNED: "1",
    WorkState.SUBMITTED: "2",
    WorkState.GRADED: "3",
    WorkState.EXCUSED: "3",
}


def work_id(assignment_id: str, student_id: str) -> str:
    """The id of a student's part of an assignment."""
    return f"{assignment_id}.{student_id}"
