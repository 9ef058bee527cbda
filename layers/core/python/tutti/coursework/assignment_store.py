"""Where assignments lie, also by teacher and by cohort."""

from collections.abc import Iterator

from tutti.coursework.assignment import Assignment, NoSuchAssignment
from tutti.kit.changes import Change, Check, Delete, Key, Put, at_version
from tutti.kit.collection import Collection
from tutti.kit.entity import Page
from tutti.kit.raced import Raced
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant


class AssignmentMoved(Raced):
    """Somebody changed this assignment in the same moment."""


class AssignmentStore(Collection[Assignment]):
    """The assignments of a studio."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(
            tenant,
            Assignment,
            "Assignment",
            index=lambda one: (f"ASSIGNMENTSOF#{one.teacher_id}", one.id),
            missing=NoSuchAssignment,
        )

    def unchanged(self, assignment: Assignment) -> Change:
        """The condition that the assignment is still what was read."""
        return Check(self.key(assignment.id), at_version(assignment.version), AssignmentMoved)

    def cohort_key(self, cohort_id: str, assignment_id: str) -> Key:
        """Where it stands that a cohort has this assignment."""
        return Key(self.tenant.partition("COHORTASSIGNMENTS", cohort_id), assignment_id)

    def linking(self, before: Assignment | None, after: Assignment | None) -> list[Change]:
        """The changes by which the cohort's list follows from what the assignment was to what it is."""
        had, has = (one.cohort_id if one else None for one in (before, after))
        changes: list[Change] = []
        if had == has:
            return changes
        if before and had:
            changes.append(Delete(self.cohort_key(had, before.id)))
        if after and has:
            key = self.cohort_key(has, after.id)
            changes.append(Put(Record(key.pk, key.sk, kind="CohortAssignment", owner=after.id)))
        return changes

    def page_of_teacher(self, teacher_id: str, *, limit: int, cursor: str | None) -> Page[Assignment]:
        """A page of a teacher's assignments, the newest first: one query."""
        pk = self.tenant.partition("ASSIGNMENTSOF", teacher_id)
        records, further = self.tenant.table.page(
            pk, index=True, limit=limit, cursor=cursor, newest_first=True
        )
        return Page[Assignment](items=[self.read(record) for record in records], cursor=further)

    def page_of_cohort(self, cohort_id: str, *, limit: int, cursor: str | None) -> Page[Assignment]:
        """A page of a cohort's assignments, the newest first: a query and a batch of reads."""
        pk = self.tenant.partition("COHORTASSIGNMENTS", cohort_id)
        links, further = self.tenant.table.page(pk, limit=limit, cursor=cursor, newest_first=True)
        return Page[Assignment](items=self.get_many([link.SK for link in links]), cursor=further)

    def of_teacher_between(self, teacher_id: str, ids: tuple[str, str]) -> list[Assignment]:
        """A teacher's assignments with ids between these, as they were made: a query for each megabyte."""
        return [self.read(one) for one in self._between(f"ASSIGNMENTSOF#{teacher_id}", ids, index=True)]

    def of_cohort_between(self, cohort_id: str, ids: tuple[str, str]) -> list[Assignment]:
        """A cohort's assignments with ids between these: a query, and a batch of reads for each hundred."""
        links = self._between(f"COHORTASSIGNMENTS#{cohort_id}", ids, index=False)
        return self.get_many([link.SK for link in links])

    def _between(self, partition: str, ids: tuple[str, str], *, index: bool) -> Iterator[Record]:
        pk, cursor, has_more = self.tenant.partition(partition), None, True
        while has_more:
            records, cursor = self.tenant.table.page(pk, between=ids, index=index, limit=1000, cursor=cursor)
            yield from records
            has_more = cursor is not None

    def all_of_cohort(self, cohort_id: str) -> list[Assignment]:
        """Every assignment of a cohort, in the order in which they were made."""
        links = self.tenant.table.all(self.tenant.partition("COHORTASSIGNMENTS", cohort_id))
        return self.get_many([link.SK for link in links])
