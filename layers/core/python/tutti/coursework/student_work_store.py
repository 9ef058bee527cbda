"""Where the work of students lies, by assignment and by student."""

from collections.abc import Iterable

from tutti.coursework.student_work import NoSuchWork, StudentWork, work_id
from tutti.kit.changes import Key
from tutti.kit.collection import Collection
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant


class WorkStore(Collection[StudentWork]):
    """The work of all students; that of one assignment lies together, so does that of one student."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(
            tenant,
            StudentWork,
            "StudentWork",
            index=lambda work: (f"WORKOF#{work.student_id}", work.place),
            missing=NoSuchWork,
        )

    def key_of(self, assignment_id: str, student_id: str) -> Key:
        """Where a student's part of an assignment lies."""
        return self.key(work_id(assignment_id, student_id))

    def of(self, assignment_id: str, student_id: str) -> StudentWork:
        """A student's part of an assignment; refuses with `NoSuchWork`."""
        return self.get(work_id(assignment_id, student_id))

    def class_page(
        self, assignment_id: str, *, limit: int, cursor: str | None
    ) -> tuple[list[StudentWork], str | None]:
        """A page of an assignment's work, by student: one query."""
        records, further = self.tenant.table.page(
            self._partition, prefix=f"{assignment_id}.", limit=limit, cursor=cursor
        )
        return self.among(records), further

    def of_assignment(self, assignment_id: str) -> list[StudentWork]:
        """All work of an assignment: a query for each megabyte."""
        return self.among(self.tenant.table.all(self._partition, prefix=f"{assignment_id}."))

    def student_page(
        self, student_id: str, places: tuple[str, str], *, limit: int, cursor: str | None
    ) -> tuple[list[StudentWork], str | None]:
        """A page of a student's work between two places of the list, in its order: one query."""
        records, further = self.tenant.table.page(
            self.tenant.partition("WORKOF", student_id),
            between=places,
            index=True,
            limit=limit,
            cursor=cursor,
        )
        return self.among(records), further

    def among(self, records: Iterable[Record]) -> list[StudentWork]:
        """The work in these items."""
        return [self.read(record) for record in records]
