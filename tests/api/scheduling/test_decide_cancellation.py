"""What the policy leaves to the office: listed, explained, decided once."""

from typing import Any

import pytest

from tests.support.bills import told
from tests.support.cancellable import FEES, Cancellable, set_policy
from tests.support.door import Call, Reply
from tests.support.school import School
from tutti.billing.crediting import credits_of
from tutti.kit.ids import new_id


@pytest.fixture
def piano(forte: School) -> Cancellable:
    set_policy(forte, FEES)
    return Cancellable(forte)


@pytest.fixture
def asked(call: Call, piano: Cancellable) -> Reply:
    """A lesson cancelled at short notice because of illness: the office has to decide."""
    lesson = piano.a_lesson(hours=2)
    reply: Reply = call.cancel_lesson({"reason": "illness"}, by=piano.parent, lesson_id=lesson.id)
    return reply


def decide(call: Call, piano: Cancellable, asked: Reply, outcome: Any, by: Any = None, **more: Any) -> Reply:
    body = {"outcome": outcome, "version": asked["version"]} | more
    reply: Reply = call.decide_cancellation(body, by=by or piano.office, cancellation_id=asked["id"])
    return reply


def test_the_office_finds_what_waits_for_it(call: Call, piano: Cancellable, asked: Reply) -> None:
    waiting = call.list_cancellations(by=piano.office, query={"undecided": "true"})
    assert [one["id"] for one in waiting["items"]] == [asked["id"]]
    decide(call, piano, asked, {"outcome": "waive"})
    assert call.list_cancellations(by=piano.office, query={"undecided": "true"})["items"] == []
    assert [one["id"] for one in call.list_cancellations(by=piano.office)["items"]] == [asked["id"]]


def test_nothing_is_credited_or_charged_before_it_is_decided(piano: Cancellable, asked: Reply) -> None:
    (part,) = asked["parts"]
    assert (part["outcome"], part["credit_minutes"], "fee" in part) == ("ask", 0, False)
    assert credits_of(piano.school.tenant, piano.student.id) == []


def test_a_credit_that_the_office_decides_is_granted_with_it(
    call: Call, piano: Cancellable, asked: Reply
) -> None:
    reply = decide(call, piano, asked, {"outcome": "credit", "percent": 50, "expires_after_days": 30})
    (part,) = reply["parts"]
    assert (part["credit_minutes"], part["decided_by"]) == (15, part["decided_by"])
    (lot,) = credits_of(piano.school.tenant, piano.student.id)
    assert (lot.minutes, lot.lesson_id) == (15, asked["lesson_id"])
    (fact,) = told(piano.school, "CancellationDecided")
    assert (fact.subject, fact.data["student_ids"]) == (asked["id"], [piano.student.id])


def test_the_lesson_says_what_was_decided(call: Call, piano: Cancellable, asked: Reply) -> None:
    decide(call, piano, asked, {"outcome": "waive"})
    lesson = call.get_lesson(by=piano.office, lesson_id=asked["lesson_id"])
    assert lesson["cancellation"]["outcome"] == "waive"


def test_a_decision_stands(call: Call, piano: Cancellable, asked: Reply) -> None:
    first = decide(call, piano, asked, {"outcome": "waive"})
    again = decide(call, piano, first, {"outcome": "credit"})
    assert (again.status, again.problem) == (409, "NothingToDecide")
    assert credits_of(piano.school.tenant, piano.student.id) == []


def test_two_who_decide_at_once_decide_once(call: Call, piano: Cancellable, asked: Reply) -> None:
    assert decide(call, piano, asked, {"outcome": "credit"}, version=7).problem == "VersionConflict"


@pytest.mark.parametrize(
    ("outcome", "problem"),
    [
        ({"outcome": "ask"}, "InvalidInput"),
        ({"outcome": "fee", "amount": {"amount": 100, "currency": "USD"}}, "OtherCurrency"),
    ],
)
def test_refuses_decisions_that_decide_nothing(
    call: Call, piano: Cancellable, asked: Reply, outcome: Any, problem: str
) -> None:
    assert decide(call, piano, asked, outcome).problem == problem


def test_only_the_office_decides_and_of_its_own_locations(
    call: Call, piano: Cancellable, asked: Reply, allegro: School
) -> None:
    school = piano.school
    for caller in (piano.parent, piano.taught_by, piano.child):
        assert decide(call, piano, asked, {"outcome": "waive"}, caller).status == 403
    for caller in (school.manager(new_id("loc")), allegro.owner):
        assert decide(call, piano, asked, {"outcome": "waive"}, caller).problem == "NoSuchCancellation"
        assert call.get_cancellation(by=caller, cancellation_id=asked["id"]).status == 404
        assert call.list_cancellations(by=caller, query={"undecided": "true"})["items"] == []
    manager = school.manager(piano.location.id)
    assert decide(call, piano, asked, {"outcome": "waive"}, manager).status == 200


def test_a_student_who_is_not_involved_is_not_decided_on(
    call: Call, piano: Cancellable, asked: Reply
) -> None:
    reply = decide(call, piano, asked, {"outcome": "waive"}, student_id=piano.a_child().id)
    assert (reply.status, reply.problem) == (404, "NotInvolved")


def test_a_past_cancellation_is_explained_by_the_policy_of_its_time(
    call: Call, piano: Cancellable, asked: Reply
) -> None:
    set_policy(piano.school, {"otherwise": {"outcome": "waive"}}, version=2)
    reply = call.get_cancellation(by=piano.office, cancellation_id=asked["id"])
    (explained,) = reply["explanations"]
    assert reply["policy_version"] == 2
    assert explained["explain"]["sentences"][-1] == "“Illness” decides. The office decides."
