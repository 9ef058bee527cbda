"""Where cancellations lie, and what each student's family cancelled before."""

from datetime import datetime

from tutti.kit.changes import Change, Key, Put, absent, at_version
from tutti.kit.collection import Collection
from tutti.kit.entity import Page
from tutti.kit.errors import NotFound
from tutti.kit.raced import Raced
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.scheduling.cancellation.cancellation import CancellationLog, CancellationRecord, sort_key

DECIDED, UNDECIDED = "CANCELLATIONS", "UNDECIDED"


class NoSuchCancellation(NotFound):
    """This studio has no such cancellation."""


class CancellationStore(Collection[CancellationRecord]):
    """The cancellations of a studio, also by time: those that wait for the office apart from the others."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(
            tenant, CancellationRecord, "Cancellation", index=_by_time, missing=NoSuchCancellation
        )

    def page_newest(self, *, is_undecided: bool, limit: int, cursor: str | None) -> Page[CancellationRecord]:
        """A page of the cancellations, the latest first."""
        partition = self.tenant.partition(UNDECIDED if is_undecided else DECIDED)
        records, further = self.tenant.table.page(
            partition, index=True, limit=limit, cursor=cursor, newest_first=True
        )
        return Page[CancellationRecord](items=[self.read(record) for record in records], cursor=further)

    def between(self, after: datetime, before: datetime, most: int) -> list[CancellationRecord]:
        """The cancellations of this time, decided or not, in order, and no more than that many."""
        span = (sort_key(after, ""), sort_key(before, ""))
        found = [
            record
            for each in (DECIDED, UNDECIDED)
            for record in self._between(self.tenant.partition(each), span, most)
        ]
        return [self.read(record) for record in sorted(found, key=lambda record: str(record.GSI1SK))][:most]

    def _between(self, partition: str, span: tuple[str, str], most: int) -> list[Record]:
        records, cursor = self.tenant.table.page(partition, between=span, index=True, limit=most)
        while cursor and len(records) < most:
            more, cursor = self.tenant.table.page(
                partition, between=span, index=True, limit=most, cursor=cursor
            )
            records += more
        return records


def _by_time(record: CancellationRecord) -> tuple[str, str]:
    return UNDECIDED if record.is_undecided else DECIDED, sort_key(record.at, record.id)


class CancellationLogStore:
    """One log for each student."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    def key(self, student_id: str) -> Key:
        """Where a student's log lies."""
        return Key(self._tenant.partition("CANCELLATIONLOG", student_id), "LOG")

    def read(self, record: Record | None) -> CancellationLog:
        """The log in the item that lay there."""
        return CancellationLog.model_validate_json(record.body) if record else CancellationLog()

    def writing(self, student_id: str, before: Record | None, after: CancellationLog) -> Change:
        """The change from what was read, refused as `Raced` when somebody was faster: no count is missed."""
        key, version = self.key(student_id), int(before.version) if before else 0
        record = Record(
            key.pk, key.sk, kind="CancellationLog", version=version + 1, body=after.model_dump_json()
        )
        return Put(record, at_version(version) if before else absent(), Raced)
