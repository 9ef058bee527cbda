"""Whose turn it is: seats that are free, or come free, are offered down the line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tutti.kit.ids import derived_id
from tutti.scheduling.waitlist.seat import Pool, Vacancy
from tutti.scheduling.waitlist.waiting import Kept, Offered, Waiting
from tutti.scheduling.waitlist.waitlist import Line

KEPT_FOR = timedelta(days=7)
MOST, MOST_OVER = 8, 5
"""So many offers are made in one transaction, so many lapse, so many families leave: it holds 100 changes.

The next one follows at once.
"""


@dataclass(frozen=True)
class Terms:
    """What the studio has decided: how long an offer lasts, and which purposes come first."""

    offer_lasts: timedelta = timedelta(hours=48)
    first: Sequence[str] = ()


@dataclass
class _Turn:
    """One walk down the line, with what is left of each pool."""

    line: Line
    now: datetime
    terms: Terms
    pools: Mapping[str, Pool]
    left: Counter[str]
    offers: list[Offered] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)

    def serve(self, family: Waiting) -> None:
        """An offer when its seats are there; else they are kept until they are, for a while."""
        suitable = [pool for pool in self.pools.values() if family.fits(pool)]
        enough = [pool for pool in suitable if self.left[pool.id] >= family.size]
        some = [pool for pool in suitable if self.left[pool.id] > 0 and family.may_keep(pool, self.now)]
        if enough:
            self._offer(family, enough[0])
        elif some:
            self._keep(family, some)

    def _offer(self, family: Waiting, pool: Pool) -> None:
        lasts_until = (self.now + self.terms.offer_lasts).replace(microsecond=0)
        offer = Offered(
            id=derived_id("sof", self.line.id, str(self.line.version), family.id, pool.id),
            entry_id=family.id,
            pool=pool,
            seats=family.size,
            expires_at=min(lasts_until, pool.until or lasts_until),
        )
        self.offers.append(offer)
        self.left[pool.id] -= family.size

    def _keep(self, family: Waiting, some: Sequence[Pool]) -> None:
        kept = {one.pool.id for one in self.line.kept if one.entry_id == family.id}
        pool = next((one for one in some if one.id in kept), some[0])
        until = family.keeps_until.get(pool.id, (self.now + KEPT_FOR).replace(microsecond=0))
        self.kept.append(Kept(entry_id=family.id, pool=pool, seats=self.left[pool.id], until=until))
        self.left[pool.id] = 0

    def result(self) -> Line:
        """The line after the walk; it remembers since when it keeps seats for whom."""
        until = {one.entry_id: {one.pool.id: one.until} for one in self.kept}
        waiting = tuple(
            one.model_copy(update={"keeps_until": one.keeps_until | until[one.id]})
            if one.id in until
            else one
            for one in self.line.waiting
        )
        offers, kept = (*self.line.offers, *self.offers), tuple(self.kept)
        return self.line.model_copy(update={"waiting": waiting, "offers": offers, "kept": kept})


def settled(
    line: Line, vacancies: Sequence[Vacancy], terms: Terms, now: datetime, *, hand: Mapping[str, int]
) -> Line:
    """The line when everybody whose turn it is has an offer, and what is over has lapsed.

    `hand` are the seats that the line holds to deal out again, those of its live offers among them. Seats
    that nobody here can use are in nobody's hand afterwards.

    A family gets all its seats in one pool, or they are kept for it, `KEPT_FOR` at most; then it lets smaller
    ones pass there until enough come free at once. One that nothing is left for leaves the line.
    """
    open_ones = [one for one in vacancies if one.pool.until is None or one.pool.until > now]
    pools = {one.pool.id: one.pool for one in open_ones}
    line = _without_the_hopeless(line.lapsed(now, most=MOST_OVER), list(pools.values()))
    left = Counter({one.pool.id: one.free + hand.get(one.pool.id, 0) for one in open_ones})
    for offer in line.offers:
        left[offer.pool.id] -= offer.seats
    turn = _Turn(line, now, terms, pools, left)
    for family in line.in_order(terms.first):
        if not line.offer_to(family.id) and len(turn.offers) < MOST:
            turn.serve(family)
    return turn.result()


def made(before: Line, after: Line) -> list[Offered]:
    """The offers that are new."""
    known = {one.id for one in before.offers}
    return [one for one in after.offers if one.id not in known]


def _without_the_hopeless(line: Line, pools: Sequence[Pool]) -> Line:
    if line.kind.is_lasting:
        stuck = [one for one in line.waiting if one.passed and not any(one.fits(pool) for pool in pools)]
        for one in stuck[:MOST_OVER]:
            line = line.left_by(one.id)
    return line
