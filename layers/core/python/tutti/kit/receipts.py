"""Receipts: claim, then act. What may arrive twice is done once, and what died half way is taken up again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pynamodb.expressions.condition import Condition

from tutti.kit.changes import Delete, Key, Put, Update
from tutti.kit.clock import epoch, utc_now
from tutti.kit.errors import AlreadyThere, StillWorking
from tutti.kit.ids import new_id
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant

KIND = "Receipt"
KEPT = timedelta(days=8)
LEASE = timedelta(seconds=60)


class ClaimLost(AlreadyThere):
    """Another run took this over."""


@dataclass(frozen=True)
class Claim:
    """The right to act, or the result of the one who had it."""

    key: Key
    owner: str
    result: str | None = None

    @property
    def is_done(self) -> bool:
        """True when the act was finished before; `result` is what it gave."""
        return self.result is not None


class Receipts:
    """The receipts of one studio, by name."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    def claim(self, name: str, *, now: datetime | None = None) -> Claim:
        """Claim the act of this name; refuses with `StillWorking` while another run's lease holds.

        One conditional write when the name is new. An abandoned claim may be taken over after its lease.
        """
        now = now or utc_now()
        claim = Claim(Key(self._tenant.partition(KIND.upper(), name), KIND), new_id("clm"))
        try:
            self._tenant.table.write([Put(self._record(claim, now), _is_free(now))])
        except AlreadyThere:
            held = self._tenant.table.get(claim.key)
            if held is None or held.body is None:
                raise StillWorking() from None
            return Claim(claim.key, held.owner, held.body)
        return claim

    def finish(self, claim: Claim, result: str = "") -> None:
        """Keep the result, so that repeats get it without a second act."""
        actions = [Record.body.set(result)]
        self._tenant.table.write([Update(claim.key, actions, Record.owner == claim.owner, ClaimLost)])

    def release(self, claim: Claim) -> None:
        """Give the claim back: nothing was done, the next one may try at once."""
        self._tenant.table.write([Delete(claim.key, Record.owner == claim.owner, ClaimLost)])

    def once(self, name: str, act: Callable[[], None]) -> None:
        """Act unless that was done; a failed act gives its claim back for the next attempt."""
        claim = self.claim(name)
        if claim.is_done:
            return
        try:
            act()
        except BaseException:
            self.release(claim)
            raise
        self.finish(claim)

    def _record(self, claim: Claim, now: datetime) -> Record:
        lease_ends = epoch(now, after=LEASE)
        kept_until = epoch(now, after=KEPT)
        return Record(
            claim.key.pk, claim.key.sk, kind=KIND, owner=claim.owner, taken=lease_ends, expires_at=kept_until
        )


def _is_free(now: datetime) -> Condition:
    abandoned = Record.body.does_not_exist() & (Record.taken < epoch(now))
    free: Condition = Record.PK.does_not_exist() | abandoned
    return free
