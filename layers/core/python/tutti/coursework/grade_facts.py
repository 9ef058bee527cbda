"""What is told of grades."""

from tutti.kit.facts import Fact


class GradeFact(Fact):
    """Something became of a grade."""

    assignment_id: str
    student_id: str
    submission_id: str | None


class GradeEntered(GradeFact):
    """Work was graded; the family does not see it yet."""


class GradeChanged(GradeFact):
    """A grade has another version."""


class GradeGiven(GradeFact):
    """A grade was released: the family may see it from now on. Told once of every grade."""
