"""Waitlists as other contexts use them: join, leave, free, accept, decline, and whose turn it is.

Every one of these is one transaction: the line under its version, the seats that it takes in hand or gives
back, the offers that it makes, and the facts. So a seat that comes free is on offer in the same moment.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from tutti.kit.changes import Change
from tutti.kit.errors import Refusal
from tutti.kit.facts import told
from tutti.kit.raced import until_undisturbed
from tutti.kit.tenant import Tenant
from tutti.scheduling.waitlist.entry import OfferState, SeatOffer, WaitlistEntry
from tutti.scheduling.waitlist.facts import WaitlistJoined
from tutti.scheduling.waitlist.seat import Pool, Vacancy
from tutti.scheduling.waitlist.store import EntryStore, LineMoved, LineStore, OfferStore
from tutti.scheduling.waitlist.turns import Terms, settled
from tutti.scheduling.waitlist.waitlist import Line, OfferOver
from tutti.scheduling.waitlist.writing import Step
from tutti.studios.service import get_studio

Act = Callable[[Line], Line]
Moves = Mapping[str, int]


class Supply(Protocol):
    """Where the seats of a line come from; made for one transaction."""

    def vacancies(self, line: Line) -> list[Vacancy]:
        """All pools that may be offered now, those of which the line holds seats among them."""

    def moving(self, moves: Moves, held: Mapping[str, Pool], /) -> list[Change]:
        """The changes that take so many seats of each pool, or (below 0) give back what is held."""

    def placing(
        self, entry: WaitlistEntry, student_ids: tuple[str, ...], offer: SeatOffer, /
    ) -> list[Change]:
        """The changes that give these students seats that are taken for them; refuses who cannot come."""


Supplies = Callable[[Tenant, str, datetime], Supply]
"""The supply of a line, by its id."""


@dataclass(frozen=True)
class Waitlist:
    """One line, now."""

    tenant: Tenant
    line_id: str
    supply: Supply
    now: datetime

    def turning(
        self,
        act: Act = lambda line: line,
        *,
        freed: Moves | None = None,
        answered: tuple[str, OfferState] | None = None,
    ) -> list[Change]:
        """The changes of an act on the line and of the turn that follows; `freed` seats come free with it."""
        lines, freed = LineStore(self.tenant), freed or {}
        before = lines.current(self.line_id)
        acted = act(before)
        if not (acted.waiting or before.waiting):
            return [lines.unchanged(before), *self.supply.moving(_moves({}, {}, freed), {})]
        hand = before.hand - _given(before, answered)
        seen = acted.model_copy(update={"offers": before.offers, "kept": before.kept})
        after = self._settled(acted, hand, self._vacancies(seen, freed) if acted.waiting else [])
        moving = self.supply.moving(_moves(after.hand, hand, freed), before.pools)
        if after == before:
            return [lines.unchanged(before), *moving]
        step = Step(before, after, self.now, answered)
        return [lines.storing(before, after), *moving, *step.changes(self.tenant)]

    def _vacancies(self, line: Line, freed: Moves) -> list[Vacancy]:
        return [
            one.model_copy(update={"free": one.free + freed.get(one.pool.id, 0)})
            for one in self.supply.vacancies(line)
        ]

    def _settled(self, line: Line, hand: Mapping[str, int], vacancies: Sequence[Vacancy]) -> Line:
        if not line.waiting:
            return line.model_copy(update={"offers": (), "kept": ()})
        policy = get_studio(self.tenant).policy
        terms = Terms(timedelta(hours=policy.offer_hours), policy.waitlist_first)
        return settled(line, vacancies, terms, self.now, hand=hand)

    def joining(self, entry: WaitlistEntry) -> list[Change]:
        """The changes by which a family joins; it is offered a seat at once when there is one."""
        created = EntryStore(self.tenant).creating(entry)
        joined = told(self.tenant, WaitlistJoined(subject=entry.id, line_id=self.line_id))
        return [created, *self.turning(lambda line: line.joined_by(entry.waiting)), *joined]

    def leaving(self, entry_id: str, student_ids: Sequence[str] = ()) -> list[Change]:
        """The changes by which a family, or some students of it, waits no more; none when it does not."""
        return self.turning(lambda line: line.left_by(entry_id, student_ids))

    def freeing(self, pool_id: str, seats: int = 1) -> list[Change]:
        """The changes by which seats come free: for those who wait, or else for everybody."""
        return self.turning(freed={pool_id: seats})


def settle(tenant: Tenant, supplies: Supplies, line_id: str, *, now: datetime) -> None:
    """Let offers lapse that are over, and offer what is free to those who wait."""

    def once() -> None:
        changes = Waitlist(tenant, line_id, supplies(tenant, line_id, now), now).turning()
        if len(changes) > 1:
            tenant.table.write(changes)

    until_undisturbed(once)


def accept(tenant: Tenant, supplies: Supplies, offer_id: str, *, now: datetime) -> SeatOffer:
    """The offer, accepted: the family's students have their seats. Twice is once.

    Refuses with `OfferOver` when its time is over or it was declined, and who cannot come.
    """
    return _answer(tenant, supplies, offer_id, OfferState.ACCEPTED, now)


def decline(tenant: Tenant, supplies: Supplies, offer_id: str, *, now: datetime) -> SeatOffer:
    """The offer, declined: its seats go to the next in line. Twice is once; refuses with `OfferOver`."""
    return _answer(tenant, supplies, offer_id, OfferState.DECLINED, now)


def _answer(tenant: Tenant, supplies: Supplies, offer_id: str, state: OfferState, now: datetime) -> SeatOffer:
    def once() -> SeatOffer:
        offer = OfferStore(tenant).get(offer_id)
        if offer.state is state:
            return offer
        if offer.state is not OfferState.LIVE:
            raise OfferOver()
        waitlist = Waitlist(tenant, offer.line_id, supplies(tenant, offer.line_id, now), now)
        try:
            tenant.table.write(_answering(waitlist, offer, state))
        except Refusal:
            _look_again(tenant, offer)
            raise
        return offer.model_copy(update={"state": state})

    return until_undisturbed(once)


def _look_again(tenant: Tenant, offer: SeatOffer) -> None:
    """What stood in the way may be what the same answer has made, given twice at once."""
    if OfferStore(tenant).get(offer.id).state is not offer.state:
        raise LineMoved()


def _answering(waitlist: Waitlist, offer: SeatOffer, state: OfferState) -> list[Change]:
    now, placed = waitlist.now, list[Change]()

    def act(line: Line) -> Line:
        if state is OfferState.DECLINED:
            return line.declined(offer.id, now)
        family = line.entry(offer.entry_id)
        after = line.accepted(offer.id, now)
        entry = EntryStore(waitlist.tenant).get(offer.entry_id)
        placed.extend(waitlist.supply.placing(entry, family.student_ids if family else (), offer))
        return after

    return [*waitlist.turning(act, answered=(offer.id, state)), *placed]


def _given(line: Line, answered: tuple[str, OfferState] | None) -> Counter[str]:
    """The seats that leave the line's hand because somebody has them now."""
    if answered is None or answered[1] is not OfferState.ACCEPTED:
        return Counter()
    return Counter({one.pool.id: one.seats for one in line.offers if one.id == answered[0]})


def _moves(after: Mapping[str, int], hand: Mapping[str, int], freed: Moves) -> dict[str, int]:
    """How many seats of each pool are taken out of what is free; below 0, how many are given back."""
    pools = dict.fromkeys((*after, *hand, *freed))
    moves = {one: after.get(one, 0) - hand.get(one, 0) - freed.get(one, 0) for one in pools}
    return {one: count for one, count in moves.items() if count}
