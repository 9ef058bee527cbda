"""Whatever families do in whatever order: seats are never oversold, nobody is overtaken, nobody starves."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.unit.scheduling.waitlines import NOON, TERMS, a_family, pool
from tutti.scheduling.waitlist.seat import Vacancy
from tutti.scheduling.waitlist.turns import KEPT_FOR, made, settled
from tutti.scheduling.waitlist.waiting import Waiting
from tutti.scheduling.waitlist.waitlist import Line

POOLS = {one.id: one for one in (pool("tue", 3), pool("thu", 2), pool("sat", 1))}
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"


class WaitlistMachine(RuleBasedStateMachine):
    """Cohorts that begin full; `taken` is what the table counts, `seated` who really sits there."""

    def __init__(self) -> None:
        super().__init__()
        self.line = Line(id="crs_1#cohort")
        self.taken = Counter({key: one.size for key, one in POOLS.items()})
        self.seated = Counter(self.taken)
        self.now = NOON
        self.letters = iter(LETTERS)
        self.offers: Counter[tuple[str, str]] = Counter()
        self.kept_since: dict[tuple[str, str], datetime] = {}

    def turn(self, after: Line, *, freed: str | None = None, given: Counter[str] | None = None) -> None:
        """One transaction: what somebody did, and the turn that follows."""
        before, hand = self.line, self.line.hand - (given or Counter())
        free = {key: POOLS[key].size - self.taken[key] + (key == freed) for key in POOLS}
        vacancies = [Vacancy(pool=POOLS[key], free=count) for key, count in free.items()]
        dealt = settled(after, vacancies, TERMS, self.now, hand=hand)
        for key in POOLS:
            self.taken[key] += dealt.hand[key] - hand[key] - (key == freed)
        self.line = dealt.model_copy(update={"version": before.version + 1})
        for kept in dealt.kept:
            self.kept_since.setdefault((kept.entry_id, kept.pool.id), self.now)
        for offer in made(before, dealt):
            self.offers[offer.entry_id, offer.pool.source] += 1
            self.check_nobody_was_overtaken(offer.pool.id, offer.entry_id)

    def check_nobody_was_overtaken(self, pool_id: str, entry_id: str) -> None:
        for one in self.line.in_order():
            if one.id == entry_id:
                return
            is_served = self.line.offer_to(one.id) is not None
            waits_for_more = one.size > 1 and (not one.may_keep(POOLS[pool_id], self.now) or self.keeps(one))
            assert is_served or waits_for_more or not one.fits(POOLS[pool_id]), (one, pool_id, entry_id)

    def keeps(self, family: Waiting) -> bool:
        return any(one.entry_id == family.id for one in self.line.kept)

    @precondition(lambda self: len(self.line.waiting) < 12)
    @rule(size=st.sampled_from([1, 1, 1, 2, 3]), wants=st.sets(st.sampled_from(sorted(POOLS)), max_size=2))
    def join(self, size: int, wants: set[str]) -> None:
        if letter := next(self.letters, None):
            self.turn(self.line.joined_by(a_family(letter, size, *sorted(wants))))

    @rule(key=st.sampled_from(sorted(POOLS)))
    def a_student_leaves(self, key: str) -> None:
        if self.seated[key]:
            self.seated[key] -= 1
            self.turn(self.line, freed=key)

    @rule(key=st.sampled_from(sorted(POOLS)))
    def somebody_from_outside_asks(self, key: str) -> None:
        if self.taken[key] < POOLS[key].size and not self.line.yields_to(POOLS[key]):
            self.taken[key] += 1
            self.seated[key] += 1

    @precondition(lambda self: self.line.offers)
    @rule(data=st.data())
    def accept(self, data: Any) -> None:
        offer = data.draw(st.sampled_from(self.line.offers))
        if offer.is_live(self.now):
            self.seated[offer.pool.id] += offer.seats
            given = Counter({offer.pool.id: offer.seats})
            self.turn(self.line.accepted(offer.id, self.now), given=given)

    @precondition(lambda self: self.line.offers)
    @rule(data=st.data())
    def decline(self, data: Any) -> None:
        offer = data.draw(st.sampled_from(self.line.offers))
        if offer.is_live(self.now):
            self.turn(self.line.declined(offer.id, self.now))

    @precondition(lambda self: self.line.waiting)
    @rule(data=st.data())
    def leave(self, data: Any) -> None:
        self.turn(self.line.left_by(data.draw(st.sampled_from(self.line.waiting)).id))

    @rule(hours=st.sampled_from([1, 30, 48, 200]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.turn(self.line)

    @invariant()
    def no_seat_is_oversold_or_lost(self) -> None:
        for key, one in POOLS.items():
            assert 0 <= self.taken[key] <= one.size
            assert self.taken[key] == self.seated[key] + self.line.hand[key]

    @invariant()
    def every_family_has_one_offer_at_most_and_each_seat_comes_to_it_once(self) -> None:
        assert max(Counter(one.entry_id for one in self.line.offers).values(), default=0) <= 1
        assert max(self.offers.values(), default=0) <= 1

    @invariant()
    def seats_are_kept_for_one_family_for_a_week_at_most(self) -> None:
        for one in self.line.kept:
            assert self.now < self.kept_since[one.entry_id, one.pool.id] + KEPT_FOR

    @invariant()
    def no_seat_is_free_that_somebody_who_waits_alone_could_take(self) -> None:
        for key, one in POOLS.items():
            if self.taken[key] < one.size:
                alone = [
                    each for each in self.line.waiting if each.size == 1 and not self.line.offer_to(each.id)
                ]
                assert not [each for each in alone if each.fits(one)]

    def teardown(self) -> None:
        """When seats keep coming free and families accept, everybody who can ever fit is served."""
        for _ in range(3 * len(LETTERS)):
            for offer in self.line.offers:
                given = Counter({offer.pool.id: offer.seats})
                self.seated[offer.pool.id] += offer.seats
                self.turn(self.line.accepted(offer.id, self.now), given=given)
            for key in POOLS:
                while self.seated[key]:
                    self.a_student_leaves(key)
            if not self.line.offers:
                break
        left = [one for one in self.line.waiting if any(one.fits(each) for each in POOLS.values())]
        assert not left, left


WaitlistMachine.TestCase.settings = settings(
    settings.get_profile("tutti"), max_examples=150, stateful_step_count=40
)
TestWaitlist = WaitlistMachine.TestCase
