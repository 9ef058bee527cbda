"""Who holds a place, and until when; and who waits for one."""

from datetime import datetime

from tutti.enrollment.enrollment import Enrollment, Hold
from tutti.enrollment.store import AlreadyReleased
from tutti.kit.changes import Change, Delete, Key, Put, present
from tutti.kit.clock import epoch
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant

FEW = 10


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


class WaitlistStore:
    """Who waits for a cohort or course: in the order of the requests, which the ids carry."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    def key(self, enrollment: Enrollment) -> Key:
        """The place of this enrolment in its waitlist."""
        waiting_for = enrollment.cohort_id or enrollment.course_id
        return Key(self._tenant.partition("WAITLIST", waiting_for), enrollment.id)

    def joining(self, enrollment: Enrollment) -> Change:
        """The change that puts this enrolment on the waitlist; safe to repeat."""
        key = self.key(enrollment)
        return Put(Record(key.pk, key.sk, kind="WaitlistEntry", owner=enrollment.id))

    def leaving(self, enrollment: Enrollment) -> Change:
        """The change that takes it off."""
        return Delete(self.key(enrollment), present(), AlreadyReleased)

    def position(self, enrollment: Enrollment) -> int:
        """1 for the first in line."""
        key = self.key(enrollment)
        return sum(1 for entry in self._tenant.table.all(key.pk) if key.sk >= entry.SK)
