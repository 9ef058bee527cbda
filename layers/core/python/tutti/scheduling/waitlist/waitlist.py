"""Waitlists: who waits for the seats of a course, in which order, and which seats are on offer or kept.

The order is total: what the studio puts first, then who asked earlier; ids carry the time of asking. A seat
that is on offer or kept is in the line's hand: taken, and nobody else's. Whoever lets an offer go by, or
declines it, waits no more for that cohort, lesson or teacher: so a seat comes to each family once.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from tutti.kit.entity import Entity
from tutti.kit.errors import Conflict
from tutti.scheduling.waitlist.seat import Pool, SeatKind
from tutti.scheduling.waitlist.waiting import InHand, Kept, Offered, Waiting


class OfferOver(Conflict):
    """This seat is not on offer to you any more."""


class AlreadyWaiting(Conflict):
    """This student waits for these seats already."""


class Line(Entity):
    """All who wait for one kind of seat of one course, and the seats in the line's hand."""

    waiting: tuple[Waiting, ...] = ()
    offers: tuple[Offered, ...] = ()
    kept: tuple[Kept, ...] = ()

    @property
    def course_id(self) -> str:
        """Of which course."""
        return self.id.partition("#")[0]

    @property
    def kind(self) -> SeatKind:
        """What for."""
        return SeatKind(self.id.partition("#")[2])

    @property
    def in_hand(self) -> tuple[InHand, ...]:
        """What is on offer or kept."""
        return (*self.offers, *self.kept)

    @property
    def hand(self) -> Counter[str]:
        """How many seats of each pool are on offer or kept."""
        held: Counter[str] = Counter()
        for one in self.in_hand:
            held[one.pool.id] += one.seats
        return held

    @property
    def pools(self) -> dict[str, Pool]:
        """The pools of which it holds seats."""
        return {one.pool.id: one.pool for one in self.in_hand}

    def in_order(self, first: Sequence[str] = ()) -> list[Waiting]:
        """Who is served before whom; `first` are the purposes that the studio puts first, in this order."""
        ranks = {purpose: rank for rank, purpose in enumerate(first)}
        return sorted(self.waiting, key=lambda one: (ranks.get(one.purpose, len(ranks)), one.id))

    def entry(self, entry_id: str) -> Waiting | None:
        """The family's place in line; None when it waits no more."""
        return next((one for one in self.waiting if one.id == entry_id), None)

    def offer_to(self, entry_id: str) -> Offered | None:
        """What is on offer to this family."""
        return next((one for one in self.offers if one.entry_id == entry_id), None)

    def ahead_of(self, entry_id: str, first: Sequence[str] = ()) -> Iterator[Waiting]:
        """Those who would get a seat before this family that both want."""
        order = self.in_order(first)
        own = next((one for one in order if one.id == entry_id), None)
        for one in order:
            if own is None or one.id == entry_id:
                return
            if one.competes_with(own):
                yield one

    def yields_to(self, pool: Pool) -> bool:
        """True when somebody waits for a seat of this pool: then nobody from outside may take one."""
        return any(one.fits(pool) and not self.offer_to(one.id) for one in self.waiting)

    def joined_by(self, family: Waiting) -> "Line":
        """The line with this family; the same when it waits already. Refuses with `AlreadyWaiting`."""
        if self.entry(family.id):
            return self
        if any(one.competes_with(family) and one.shares_students_with(family) for one in self.waiting):
            raise AlreadyWaiting()
        return self.model_copy(update={"waiting": (*self.waiting, family)})

    def left_by(self, entry_id: str, student_ids: Sequence[str] = ()) -> "Line":
        """The line without this family, or without these students of it; what it was offered shrinks too."""
        before = self.entry(entry_id)
        still = [one for one in before.student_ids if one not in student_ids] if before else []
        return self._with_only(entry_id, still) if student_ids and still else self._without(entry_id)

    def accepted(self, offer_id: str, now: datetime) -> "Line":
        """The line when the seats are the family's; refuses with `OfferOver` at the end of the offer."""
        offer = self._live(offer_id, now)
        return self.left_by(offer.entry_id)

    def declined(self, offer_id: str, now: datetime) -> "Line":
        """The line when the family does not want these seats; refuses with `OfferOver`."""
        return self._passing([self._live(offer_id, now)])

    def lapsed(self, now: datetime, *, most: int | None = None) -> "Line":
        """The line without the offers whose time is over, the first so many of them or all."""
        return self._passing([one for one in self.offers if not one.is_live(now)][:most])

    def _live(self, offer_id: str, now: datetime) -> Offered:
        for one in self.offers:
            if one.id == offer_id and one.is_live(now):
                return one
        raise OfferOver()

    def _passing(self, over: Sequence[Offered]) -> "Line":
        sources = {one.entry_id: one.pool.source for one in over}
        waiting = tuple(
            one.model_copy(update={"passed": (*one.passed, sources[one.id])}) if one.id in sources else one
            for one in self.waiting
        )
        offers = tuple(one for one in self.offers if one not in over)
        return self.model_copy(update={"waiting": waiting, "offers": offers})

    def _with_only(self, entry_id: str, student_ids: Sequence[str]) -> "Line":
        change = {"student_ids": tuple(student_ids)}
        return self.model_copy(
            update={
                "waiting": tuple(
                    one.model_copy(update=change) if one.id == entry_id else one for one in self.waiting
                ),
                "offers": tuple(
                    one.model_copy(update={"seats": len(student_ids)}) if one.entry_id == entry_id else one
                    for one in self.offers
                ),
            }
        )

    def _without(self, entry_id: str) -> "Line":
        return self.model_copy(
            update={
                "waiting": tuple(one for one in self.waiting if one.id != entry_id),
                "offers": tuple(one for one in self.offers if one.entry_id != entry_id),
                "kept": tuple(one for one in self.kept if one.entry_id != entry_id),
            }
        )
