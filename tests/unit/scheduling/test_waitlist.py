"""Who gets a seat that comes free, and what becomes of offers."""

import pytest

from tests.unit.scheduling.waitlines import (
    LATER,
    NOON,
    a_family,
    a_line,
    days,
    deal,
    entry_id,
    offered,
    pool,
    waiting,
)
from tutti.scheduling.lesson import LessonPurpose
from tutti.scheduling.waitlist.turns import KEPT_FOR, Terms
from tutti.scheduling.waitlist.waitlist import AlreadyWaiting, OfferOver

TUE, THU = pool("tue"), pool("thu")


def test_a_seat_that_comes_free_is_offered_to_the_first_in_line() -> None:
    line = deal(a_line(a_family("B"), a_family("A")), {TUE: 1})
    assert offered(line) == "A:tue"
    assert line.offers[0].expires_at == LATER


def test_one_line_serves_those_who_want_one_cohort_and_those_who_want_any_in_order_of_time() -> None:
    families = a_family("A", 1, "thu"), a_family("B"), a_family("C", 1, "tue")
    assert offered(deal(a_line(*families), {TUE: 1})) == "B:tue"
    assert offered(deal(a_line(*families), {THU: 1, TUE: 1})) == "A:thu B:tue"


def test_a_seat_is_on_offer_to_one_family_only() -> None:
    line = deal(a_line(a_family("A"), a_family("B")), {TUE: 1})
    again = deal(line, {TUE: 0})
    assert offered(again) == "A:tue"
    assert again.hand == {"tue": 1}


def test_what_is_declined_goes_to_the_next_and_never_back_to_the_same_family() -> None:
    line = deal(a_line(a_family("A"), a_family("B")), {TUE: 1, THU: 0})
    declined = deal(line.declined(line.offers[0].id, NOON), {TUE: 0, THU: 0}, hand={"tue": 1})
    assert (offered(declined), waiting(declined)) == ("B:tue", "AB")
    nobody = deal(declined.declined(declined.offers[0].id, NOON), {TUE: 0, THU: 0}, hand={"tue": 1})
    assert (offered(nobody), nobody.hand) == ("", {})


def test_who_passed_on_one_cohort_keeps_its_turn_for_another() -> None:
    line = deal(a_line(a_family("A"), a_family("B")), {TUE: 1, THU: 0})
    line = deal(line.declined(line.offers[0].id, NOON), {TUE: 0, THU: 1}, hand={"tue": 1})
    assert offered(line) == "A:thu B:tue"


def test_who_passed_on_all_that_it_waits_for_leaves() -> None:
    line = deal(a_line(a_family("A", 1, "tue"), a_family("B")), {TUE: 1, THU: 0})
    line = deal(line, {TUE: 0, THU: 0}, now=LATER)
    assert (offered(line), waiting(line)) == ("B:tue", "B")


def test_an_offer_ends_in_the_second_in_which_it_lapses() -> None:
    line = deal(a_line(a_family("A")), {TUE: 1})
    offer_id = line.offers[0].id
    assert waiting(line.accepted(offer_id, LATER - days(0.0001))) == ""
    with pytest.raises(OfferOver):
        line.accepted(offer_id, LATER)
    with pytest.raises(OfferOver):
        line.declined(offer_id, LATER)


def test_brothers_and_sisters_get_their_seats_together() -> None:
    line = deal(a_line(a_family("A", 2)), {TUE: 1, THU: 2})
    assert (offered(line), line.offers[0].seats) == ("A:thu", 2)


def test_seats_are_kept_for_a_family_at_the_head_until_there_are_enough() -> None:
    line = deal(a_line(a_family("A", 2), a_family("B")), {TUE: 1})
    assert (offered(line), line.hand) == ("", {"tue": 1})
    assert offered(deal(line, {TUE: 1})) == "A:tue"


def test_seats_are_kept_no_longer_than_a_week_and_then_go_to_those_behind() -> None:
    line = deal(a_line(a_family("A", 2), a_family("B")), {TUE: 1})
    still = deal(line, {TUE: 0}, now=NOON + KEPT_FOR - days(1))
    assert still.kept[0].until == NOON + KEPT_FOR
    over = deal(still, {TUE: 0}, now=NOON + KEPT_FOR)
    assert (offered(over), waiting(over)) == ("B:tue", "AB")
    assert offered(deal(over, {TUE: 2}, now=NOON + KEPT_FOR)) == "B:tue A:tue"


def test_seats_are_not_kept_for_a_family_that_can_never_fit() -> None:
    line = deal(a_line(a_family("A", 3), a_family("B")), {pool("duo", size=2): 1})
    assert offered(line) == "B:duo"


def test_a_family_in_a_line_for_another_cohort_keeps_nothing_from_others() -> None:
    line = deal(a_line(a_family("A", 2, "thu"), a_family("B")), {TUE: 1, THU: 0})
    assert offered(line) == "B:tue"


def test_a_studio_may_put_one_purpose_first() -> None:
    families = a_family("A"), a_family("B", purpose=LessonPurpose.MAKEUP), a_family("C")
    line = deal(a_line(*families), {TUE: 2}, terms=Terms(first=("makeup",)))
    assert offered(line) == "B:tue A:tue"
    assert offered(deal(a_line(*families), {TUE: 2})) == "A:tue B:tue"


def test_nothing_is_offered_beyond_the_time_at_which_it_begins() -> None:
    soon = pool("tue", until=NOON + days(1))
    line = deal(a_line(a_family("A")), {soon: 1})
    assert line.offers[0].expires_at == NOON + days(1)
    assert offered(deal(a_line(a_family("A")), {soon: 1}, now=NOON + days(1))) == ""


def test_who_leaves_gives_back_what_it_was_offered() -> None:
    line = deal(a_line(a_family("A"), a_family("B")), {TUE: 1})
    assert offered(deal(line.left_by(entry_id("A")), {TUE: 0}, hand=dict(line.hand))) == "B:tue"


def test_when_one_of_two_children_leaves_the_other_keeps_its_offer() -> None:
    line = deal(a_line(a_family("A", 2), a_family("B")), {TUE: 2})
    one = line.waiting[0].student_ids[0]
    after = deal(line.left_by(entry_id("A"), [one]), {TUE: 0}, hand=dict(line.hand))
    assert (offered(after), after.hand) == ("A:tue B:tue", {"tue": 2})


def test_nobody_from_outside_overtakes_who_waits_for_the_same_seat() -> None:
    line = a_line(a_family("A", 1, "tue"))
    assert line.yields_to(TUE)
    assert not line.yields_to(THU)
    assert not deal(line, {TUE: 1}).yields_to(TUE)


def test_the_position_counts_those_who_want_the_same_seat() -> None:
    line = a_line(a_family("A", 1, "tue"), a_family("B", 1, "thu"), a_family("C"), a_family("D", 1, "thu"))
    assert [len(list(line.ahead_of(entry_id(one)))) for one in "ABCD"] == [0, 0, 2, 2]


def test_nobody_waits_twice_for_the_same_seat() -> None:
    line = a_line(a_family("A", 1, "tue"))
    twice = a_family("A", 2, "tue").model_copy(update={"id": entry_id("B")})
    with pytest.raises(AlreadyWaiting):
        line.joined_by(twice)
    assert line.joined_by(twice.model_copy(update={"wants": ("thu",)})).waiting[1:]


def test_joining_twice_changes_nothing() -> None:
    line = a_line(a_family("A"))
    assert line.joined_by(a_family("A", 2)) is line
