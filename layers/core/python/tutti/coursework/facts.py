"""What happens to templates, assignments and what students hand in."""

from tutti.kit.facts import Fact


class TemplateAdded(Fact):
    """There is a new assignment template."""


class TemplateChanged(Fact):
    """A template has other sections or another title; what was assigned from it stays."""


class TemplateRemoved(Fact):
    """A template is gone."""


class AssignmentDrafted(Fact):
    """Somebody prepares an assignment."""

    teacher_id: str


class AssignmentDiscarded(Fact):
    """A draft is gone."""


class AssignmentCreated(Fact):
    """An assignment was published: its students have work to do."""

    teacher_id: str


class AssignmentChanged(Fact):
    """An assignment has other contents or another due date; students who were `added` have work to do."""

    teacher_id: str
    added: tuple[str, ...] = ()


class AssignmentClosed(Fact):
    """An assignment takes no more submissions."""

    teacher_id: str


class AssignmentReopened(Fact):
    """A closed assignment takes submissions again."""

    teacher_id: str


class AssignmentWithdrawn(Fact):
    """An assignment is taken back: who has handed in nothing and has no grade is rid of it."""

    teacher_id: str


class SubmissionReceived(Fact):
    """A student handed something in."""

    assignment_id: str
    student_id: str
    teacher_id: str
    is_late: bool


class WorkReturned(Fact):
    """A student is asked to hand in again; `subject` is the assignment."""

    student_id: str


class WorkExcused(Fact):
    """A student need not do an assignment, the subject."""

    student_id: str


class WorkResumed(Fact):
    """A student's work, which was excused or returned, stands again as far as it had come."""

    student_id: str
