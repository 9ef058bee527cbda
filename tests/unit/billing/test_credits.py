"""Credits: first to expire first, in parts, given back, and never more or less than was issued."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.support.examples import FEW
from tutti.billing.credit import (
    Balance,
    Credit,
    NotEnoughCredit,
    NothingToRevoke,
    balance,
    restored_from,
    spent_for,
)
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id

NOW = utc_now()
LESSON = new_id("les")
TODAY = date(2027, 3, 1)
QUARTERS = st.integers(1, 8).map(lambda quarters: quarters * 15)


def a_lot(minutes: int = 30, *, expires_in: int | None = 30, instrument: str = "piano") -> Credit:
    return Credit(
        id=new_id("crd"),
        student_id=new_id("per"),
        family_id=new_id("fam"),
        instrument=instrument,
        minutes=minutes,
        granted_at=NOW,
        expires_on=None if expires_in is None else TODAY + timedelta(days=expires_in),
    )


def spend(lots: list[Credit], minutes: int, lesson_id: str | None = None, on: date = TODAY) -> list[Credit]:
    """The lots afterwards, in their order."""
    named = lesson_id or new_id("les")
    changed = spent_for(lots, minutes, instrument="piano", on=on, lesson_id=named, at=NOW)
    after = {lot.id: lot for _, lot in changed}
    return [after.get(lot.id, lot) for lot in lots]


def restore(lots: list[Credit], lesson_id: str, minutes: int | None = None) -> list[Credit]:
    after = {lot.id: lot for _, lot in restored_from(lots, lesson_id, minutes)}
    return [after.get(lot.id, lot) for lot in lots]


def test_spends_the_first_to_expire_first() -> None:
    forever, late, soon = a_lot(expires_in=None), a_lot(expires_in=90), a_lot(expires_in=9)
    assert [lot.left for lot in spend([forever, late, soon], 45)] == [30, 15, 0]


def test_a_lesson_longer_than_any_lot_takes_several() -> None:
    assert [lot.left for lot in spend([a_lot(30, expires_in=1), a_lot(60)], 75)] == [0, 15]


def test_a_lesson_shorter_than_the_lot_leaves_the_rest_for_another_one() -> None:
    assert spend(spend([a_lot(60)], 45), 15)[0].left == 0


def test_refuses_a_lesson_that_the_credits_do_not_cover() -> None:
    with pytest.raises(NotEnoughCredit) as refused:
        spend([a_lot(30)], 45)
    assert refused.value.extra == {"needed": 45, "open": 30}


def test_refuses_the_credit_of_another_instrument() -> None:
    with pytest.raises(NotEnoughCredit):
        spend([a_lot(instrument="violin")], 15)


def test_a_credit_is_good_for_lessons_before_the_day_on_which_it_expires() -> None:
    lot = a_lot(expires_in=1)
    assert spend([lot], 30, on=TODAY)[0].left == 0
    with pytest.raises(NotEnoughCredit):
        spend([lot], 30, on=TODAY + timedelta(days=1))


def test_gives_back_what_a_lesson_took_to_the_lots_it_came_from() -> None:
    lots = [a_lot(30, expires_in=1), a_lot(60)]
    assert restore(spend(lots, 75, LESSON), LESSON) == lots


def test_gives_back_in_part_to_the_lot_that_lasts_longest() -> None:
    taken = spend([a_lot(30, expires_in=1), a_lot(60)], 75, LESSON)
    assert [lot.left for lot in restore(taken, LESSON, 30)] == [0, 45]


def test_giving_back_twice_gives_nothing_the_second_time() -> None:
    once = restore(spend([a_lot(60)], 30, LESSON), LESSON)
    assert restored_from(once, LESSON) == []


def test_what_expires_is_counted_without_a_job() -> None:
    lots = spend([a_lot(60, expires_in=5)], 15)
    assert balance(lots, TODAY) == Balance(issued=60, spent=15, open=45)
    assert balance(lots, TODAY + timedelta(days=5)) == Balance(issued=60, spent=15, expired=45)


def test_revokes_no_more_than_is_open() -> None:
    lot = a_lot(60).revoke(45, TODAY)
    assert (lot.left, lot.revoke(None, TODAY).left) == (15, 0)
    for minutes in (30, 0):
        with pytest.raises(NothingToRevoke):
            lot.revoke(minutes, TODAY)
    with pytest.raises(NothingToRevoke):
        lot.revoke(None, TODAY + timedelta(days=30))


def test_a_lot_lasts_longer_but_never_shorter() -> None:
    lot = a_lot(expires_in=10)
    assert lot.lasting(TODAY) == lot
    assert lot.lasting(TODAY + timedelta(days=20)).expires_on == TODAY + timedelta(days=20)
    assert lot.lasting(None).expires_on is None


@FEW
@given(
    st.lists(st.tuples(QUARTERS, st.none() | st.integers(0, 40)), max_size=6),
    QUARTERS,
    st.integers(0, 40),
)
def test_never_takes_a_later_lot_while_an_earlier_one_has_minutes_left(
    drawn: list[tuple[int, int | None]], minutes: int, day: int
) -> None:
    lots, on = [a_lot(size, expires_in=days) for size, days in drawn], TODAY + timedelta(days=day)
    if sum(lot.open_on(on) for lot in lots) < minutes:
        with pytest.raises(NotEnoughCredit):
            spend(lots, minutes, on=on)
        return
    after = spend(lots, minutes, on=on)
    taken = [lot for lot in after if lot.spent]
    kept = [lot for lot in after if lot.left and lot.lasts(on)]
    assert sum(lot.spent for lot in after) == minutes
    assert all((one.expires_on or date.max) <= (two.expires_on or date.max) for one in taken for two in kept)


class CreditMachine(RuleBasedStateMachine):
    """Grants, spends, restores, revokes, lets days pass: the sum always stands, as in a plain model."""

    def __init__(self) -> None:
        super().__init__()
        self.lots: list[Credit] = []
        self.today = TODAY
        self.issued = self.revoked = 0
        self.lessons: dict[str, int] = {}

    @rule(minutes=QUARTERS, days=st.none() | st.integers(1, 60))
    def grant(self, minutes: int, days: int | None) -> None:
        lot = a_lot(minutes).model_copy(
            update={"expires_on": days and self.today + timedelta(days=days), "id": new_id("crd")}
        )
        self.lots.append(lot)
        self.issued += minutes

    @rule(minutes=QUARTERS)
    def spend(self, minutes: int) -> None:
        lesson_id, there = new_id("les"), sum(lot.open_on(self.today) for lot in self.lots)
        try:
            self.lots = spend(self.lots, minutes, lesson_id, self.today)
        except NotEnoughCredit:
            assert there < minutes
        else:
            self.lessons[lesson_id] = minutes

    @precondition(lambda self: self.lessons)
    @rule(data=st.data(), part=st.none() | QUARTERS)
    def restore(self, data: st.DataObject, part: int | None) -> None:
        lesson_id = data.draw(st.sampled_from(sorted(self.lessons)))
        self.lots = restore(self.lots, lesson_id, part)
        self.lessons[lesson_id] -= min(part or self.lessons[lesson_id], self.lessons[lesson_id])

    @precondition(lambda self: self.lots)
    @rule(data=st.data(), minutes=st.none() | QUARTERS)
    def revoke(self, data: st.DataObject, minutes: int | None) -> None:
        place = data.draw(st.integers(0, len(self.lots) - 1))
        before = self.lots[place]
        try:
            self.lots[place] = before.revoke(minutes, self.today)
        except NothingToRevoke:
            assert before.open_on(self.today) < (minutes or 15)
        else:
            self.revoked += self.lots[place].revoked - before.revoked

    @rule(days=st.integers(1, 20))
    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)

    @invariant()
    def nothing_is_lost_and_nothing_comes_of_nothing(self) -> None:
        now = balance(self.lots, self.today)
        assert now.issued == self.issued == now.spent + now.expired + now.revoked + now.open
        assert (now.spent, now.revoked) == (sum(self.lessons.values()), self.revoked)
        assert all(lot.left >= 0 for lot in self.lots)


CreditMachine.TestCase.settings = FEW
TestConservation = CreditMachine.TestCase
