"""What a change of a line writes beside it: offers made and over, families that are gone, and facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tutti.kit.changes import Change
from tutti.kit.facts import Fact, told
from tutti.kit.tenant import Tenant
from tutti.scheduling.waitlist import facts
from tutti.scheduling.waitlist.entry import OfferState
from tutti.scheduling.waitlist.seat import SeatKind
from tutti.scheduling.waitlist.store import EntryStore, OfferStore
from tutti.scheduling.waitlist.turns import MOST, MOST_OVER, made
from tutti.scheduling.waitlist.waiting import Offered
from tutti.scheduling.waitlist.waitlist import Line

LEFT = "LeftWaitlist"
_OVER = {
    OfferState.ACCEPTED: facts.SeatOfferAccepted,
    OfferState.DECLINED: facts.SeatOfferDeclined,
    OfferState.LAPSED: facts.SeatOfferLapsed,
    OfferState.WITHDRAWN: facts.SeatOfferWithdrawn,
}
_REASONS = {OfferState.DECLINED: "OfferDeclined", OfferState.LAPSED: "OfferLapsed"}


@dataclass(frozen=True)
class Step:
    """A line before and after; `answered` is the offer that somebody answered, and how."""

    before: Line
    after: Line
    now: datetime
    answered: tuple[str, OfferState] | None = None

    @property
    def over(self) -> dict[Offered, OfferState]:
        """The offers that are live no more."""
        live = {one.id for one in self.after.offers}
        return {one: self._state(one) for one in self.before.offers if one.id not in live}

    def changes(self, tenant: Tenant) -> Iterator[Change]:
        """The changes beside the line's own."""
        offers, entries = OfferStore(tenant), EntryStore(tenant)
        for offered in self._changed():
            yield offers.noting(self.after.id, offered, OfferState.LIVE)
        for offered, state in self.over.items():
            yield offers.noting(self.after.id, offered, state)
        for entry_id in self._gone():
            yield entries.retiring(entry_id, self.now)
        yield from told(tenant, *self.facts())

    def facts(self) -> Iterator[Fact]:
        """What is told of it."""
        line_id = self.after.id
        for one in made(self.before, self.after):
            yield facts.SeatOffered(
                subject=one.id, line_id=line_id, entry_id=one.entry_id, expires_at=one.expires_at
            )
        for one, state in self.over.items():
            yield _OVER[state](subject=one.id, line_id=line_id, entry_id=one.entry_id)
        for entry_id in self._gone():
            if (reason := self._reason(entry_id)) is not None:
                yield facts.WaitlistLeft(subject=entry_id, line_id=line_id, reason=reason)
        known = {one.until for one in self.before.kept}
        for until in sorted({one.until for one in self.after.kept} - known):
            yield facts.SeatsKept(subject=line_id, until=until)
        if self._is_more_to_come():
            yield facts.WaitlistDue(subject=line_id)

    def _is_more_to_come(self) -> bool:
        """True when one write did not hold all that is due: of each teacher only one hour is at once."""
        count, over = len(made(self.before, self.after)), max(len(self.over), len(self._gone()))
        is_full = count >= MOST or over >= MOST_OVER
        return is_full or (count > 0 and self.after.kind is SeatKind.PLACE)

    def _changed(self) -> list[Offered]:
        return [one for one in self.after.offers if one not in self.before.offers]

    def _gone(self) -> list[str]:
        still = {one.id for one in self.after.waiting}
        return [one.id for one in self.before.waiting if one.id not in still]

    def _state(self, offered: Offered) -> OfferState:
        if self.answered and self.answered[0] == offered.id:
            return self.answered[1]
        return OfferState.WITHDRAWN if offered.is_live(self.now) else OfferState.LAPSED

    def _reason(self, entry_id: str) -> str | None:
        ended = [state for one, state in self.over.items() if one.entry_id == entry_id]
        if OfferState.ACCEPTED in ended:
            return None
        return next((_REASONS[state] for state in ended if state in _REASONS), LEFT)
