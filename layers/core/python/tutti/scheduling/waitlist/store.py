"""Where waitlists lie: one item for each line, and one for each family and offer."""

from datetime import datetime, timedelta

from pynamodb.expressions.condition import Condition

from tutti.kit.changes import Change, Check, Put, Update, absent, at_version
from tutti.kit.clock import epoch
from tutti.kit.collection import Collection
from tutti.kit.errors import NotFound
from tutti.kit.raced import Raced
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.scheduling.waitlist.entry import OfferState, SeatOffer, WaitlistEntry
from tutti.scheduling.waitlist.waiting import Offered
from tutti.scheduling.waitlist.waitlist import Line

KEPT = timedelta(days=30)
NEW = 0
"""The version of a line in which nobody has waited yet."""


class NoSuchEntry(NotFound):
    """Nobody waits here under this id."""


class NoSuchOffer(NotFound):
    """There is no such offer."""


class LineMoved(Raced):
    """Somebody joined or left the line in the same moment."""


class LineStore(Collection[Line]):
    """The lines of a studio. Whatever changes in one is one write under its version."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, Line, "WaitlistLine", partition="WAITLIST")

    def current(self, line_id: str) -> Line:
        """The line, be it that nobody ever waited in it."""
        return self.find(line_id) or Line(id=line_id, version=NEW)

    def storing(self, before: Line, after: Line) -> Change:
        """The change of a line, refused when somebody was faster."""
        record = self.record(after.model_copy(update={"version": before.version + 1}))
        return Put(record, self._as_read(before), LineMoved)

    def unchanged(self, line: Line) -> Change:
        """The condition that the line is still as it was read."""
        return Check(self.key(line.id), self._as_read(line), LineMoved)

    @staticmethod
    def _as_read(line: Line) -> Condition:
        return absent() if line.version == NEW else at_version(line.version)


class EntryStore(Collection[WaitlistEntry]):
    """Those who wait, and for a month those who did."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, WaitlistEntry, "WaitlistEntry", missing=NoSuchEntry)

    def retiring(self, entry_id: str, now: datetime) -> Change:
        """The change by which an entry is forgotten in a month."""
        return Update(self.key(entry_id), [Record.expires_at.set(epoch(now, after=KEPT))])


class OfferStore(Collection[SeatOffer]):
    """The offers of a studio, and for a month those that are over. The line is what decides."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, SeatOffer, "SeatOffer", missing=NoSuchOffer)

    def noting(self, line_id: str, offered: Offered, state: OfferState) -> Change:
        """The change that notes how an offer stands."""
        record = self.record(SeatOffer.of(line_id, offered, state))
        record.expires_at = epoch(offered.expires_at, after=KEPT)
        return Put(record)
