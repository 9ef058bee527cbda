"""Who holds a place, and until when."""

from datetime import datetime, timedelta

from tutti.enrollment.enrollment import Hold
from tutti.kit.changes import Change, Delete, Key, Put
from tutti.kit.clock import epoch
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant

FEW = 10
LASTS = timedelta(minutes=40)
"""Longer than a Checkout Session lives and the saga waits: who pays in time finds the place held."""


class HoldStore:
    """The holds of a studio in the order in which they run out."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self._partition = tenant.partition("HOLD")

    def key(self, enrollment_id: str, hold: Hold) -> Key:
        """Where it stands that this enrolment holds a place until then."""
        return Key(self._partition, f"{epoch(hold.expires_at):012d}#{enrollment_id}")

    def noting(self, enrollment_id: str, hold: Hold) -> Change:
        """The change that notes the hold."""
        key = self.key(enrollment_id, hold)
        return Put(Record(key.pk, key.sk, kind="Hold", owner=enrollment_id))

    def forgetting(self, enrollment_id: str, hold: Hold) -> Change:
        """The change that forgets it: the place is the student's now, or free."""
        return Delete(self.key(enrollment_id, hold))

    def expired(self, now: datetime) -> list[str]:
        """A few enrolments whose hold has run out by now: one query, hardly ever with a result."""
        until = f"{epoch(now):012d}"
        records, _ = self._tenant.table.page(self._partition, between=("0", until), limit=FEW)
        return [record.owner for record in records]
