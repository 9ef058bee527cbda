"""Receipts: claim, then act; what may arrive twice is done once, what died half way is taken up again."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from tests.support.school import School, a_school
from tutti.kit.clock import utc_now
from tutti.kit.errors import Refusal, StillWorking
from tutti.kit.receipts import LEASE, ClaimLost, Receipts

RACERS = 12


@pytest.fixture
def receipts(forte: School) -> Receipts:
    return Receipts(forte.tenant)


def test_one_act_has_one_claim_at_a_time(receipts: Receipts) -> None:
    assert not receipts.claim("mail").is_done
    with pytest.raises(StillWorking):
        receipts.claim("mail")
    assert not receipts.claim("another mail").is_done


def test_what_is_finished_stays_finished_with_its_result(receipts: Receipts) -> None:
    receipts.finish(receipts.claim("mail"), "sent")
    again = receipts.claim("mail", now=utc_now() + timedelta(days=3))
    assert (again.is_done, again.result) == (True, "sent")


def test_an_empty_result_is_a_result(receipts: Receipts) -> None:
    receipts.finish(receipts.claim("mail"))
    assert receipts.claim("mail").is_done


def test_an_abandoned_claim_is_taken_over_when_its_lease_is_over(receipts: Receipts) -> None:
    begun = utc_now()
    first = receipts.claim("mail", now=begun)
    with pytest.raises(StillWorking):
        receipts.claim("mail", now=begun + LEASE)
    second = receipts.claim("mail", now=begun + LEASE + timedelta(seconds=1))
    for late in (receipts.release, receipts.finish):
        with pytest.raises(ClaimLost):
            late(first)
    receipts.finish(second, "sent")
    assert receipts.claim("mail").result == "sent"


def test_what_is_given_back_may_be_claimed_at_once(receipts: Receipts) -> None:
    receipts.release(receipts.claim("mail"))
    assert not receipts.claim("mail").is_done


def test_an_act_is_done_once(receipts: Receipts) -> None:
    done: list[int] = []
    for number in range(3):
        receipts.once("mail", lambda number=number: done.append(number))  # type: ignore[misc]
    assert done == [0]


def test_an_act_that_failed_is_tried_again(receipts: Receipts) -> None:
    done: list[str] = []

    def fail() -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        receipts.once("mail", fail)
    receipts.once("mail", lambda: done.append("sent"))
    assert done == ["sent"]


def test_of_many_at_once_one_may_act(receipts: Receipts) -> None:
    start = Barrier(RACERS)

    def race(_: int) -> str:
        start.wait()
        try:
            receipts.claim("mail")
        except Refusal as refusal:
            return refusal.code()
        return "claimed"

    with ThreadPoolExecutor(RACERS) as threads:
        outcomes = Counter(threads.map(race, range(RACERS)))
    assert outcomes == {"claimed": 1, "StillWorking": RACERS - 1}


def test_schools_do_not_share_receipts(receipts: Receipts) -> None:
    receipts.claim("mail")
    assert not Receipts(a_school("Other").tenant).claim("mail").is_done
