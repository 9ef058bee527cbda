"""Where submissions lie, also by assignment, student and attempt."""

from tutti.coursework.submission import NoSuchSubmission, Submission
from tutti.kit.collection import Collection
from tutti.kit.entity import Page
from tutti.kit.tenant import Tenant


class SubmissionStore(Collection[Submission]):
    """The submissions of a studio; those of an assignment lie together, a student's attempts in order."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(
            tenant,
            Submission,
            "Submission",
            index=lambda one: (f"SUBMISSIONSOF#{one.assignment_id}", f"{one.student_id}#{one.attempt:06d}"),
            missing=NoSuchSubmission,
        )

    def attempts(
        self, assignment_id: str, student_id: str, *, limit: int, cursor: str | None
    ) -> Page[Submission]:
        """A page of what a student has handed in of an assignment, the latest first: one query."""
        records, further = self.tenant.table.page(
            self.tenant.partition("SUBMISSIONSOF", assignment_id),
            prefix=f"{student_id}#",
            index=True,
            limit=limit,
            cursor=cursor,
            newest_first=True,
        )
        return Page[Submission](items=[self.read(record) for record in records], cursor=further)
