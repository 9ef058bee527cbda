"""Idempotency keys and calls that fail on demand."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import stripe

from tests.local.stripe.till import Till, a_session

ONCE: Any = {"idempotency_key": "enrolment-1"}


def test_the_same_call_twice_is_one_session(till: Till) -> None:
    first = till.stripe.checkout.sessions.create(a_session(), ONCE)
    second = till.stripe.checkout.sessions.create(a_session(), ONCE)
    assert first.id == second.id
    assert len(till.stripe.checkout.sessions.list().data) == 1
    headers: Any = second.last_response.headers  # type: ignore[union-attr]
    assert headers["idempotent-replayed"] == "true"
    assert headers["original-request"] == first.last_response.request_id  # type: ignore[union-attr]


def test_a_key_belongs_to_its_parameters_and_its_endpoint(till: Till) -> None:
    till.stripe.checkout.sessions.create(a_session(), ONCE)
    with pytest.raises(stripe.IdempotencyError) as refused:
        till.stripe.checkout.sessions.create(a_session(client_reference_id="enr_02"), ONCE)
    assert refused.value.http_status == 400
    with pytest.raises(stripe.IdempotencyError):
        till.stripe.refunds.create({"payment_intent": till.paid().payment_intent}, ONCE)


def test_refuses_an_endless_key(till: Till) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="255"):
        till.stripe.checkout.sessions.create(a_session(), {"idempotency_key": "k" * 256})


def test_a_refusal_is_given_again_but_wrong_parameters_leave_the_key_free(till: Till) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        till.stripe.checkout.sessions.create(a_session(colour="red"), ONCE)
    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            till.stripe.checkout.sessions.create(a_session(success_url="/paid"), ONCE)
    assert refused.value.headers["idempotent-replayed"] == "true"  # type: ignore[index]


def test_a_call_beside_its_twin_is_a_conflict(till: Till) -> None:
    till.control("fail", endpoint="POST /v1/checkout/sessions", answer="hang", seconds=0.3)
    with ThreadPoolExecutor() as pool:
        twins = [pool.submit(till.stripe.checkout.sessions.create, a_session(), ONCE) for _ in range(2)]
    (refused,) = [twin.exception() for twin in twins if twin.exception()]
    assert isinstance(refused, stripe.APIError)
    assert refused.http_status == 409
    assert refused.error is not None
    assert refused.error.code == "idempotency_key_in_use"
    assert len(till.stripe.checkout.sessions.list().data) == 1


def test_fails_as_often_as_ordered(till: Till) -> None:
    till.control("fail", endpoint="POST /v1/checkout/sessions", times=2, answer=500)
    for _ in range(2):
        with pytest.raises(stripe.APIError):
            till.open()
    assert [session.id for session in till.stripe.checkout.sessions.list().data] == []
    assert till.open().status == "open"


def test_says_that_it_is_asked_too_often(till: Till) -> None:
    session = till.open()
    till.control("fail", endpoint="GET /v1/checkout/sessions/{id}", answer=429)
    with pytest.raises(stripe.RateLimitError):
        till.stripe.checkout.sessions.retrieve(session.id)


def test_an_answer_lost_after_the_work_comes_with_the_key(till: Till) -> None:
    till.control("fail", endpoint="POST /v1/checkout/sessions", after_work=True)
    with pytest.raises(stripe.APIError):
        till.stripe.checkout.sessions.create(a_session(), ONCE)
    session = till.stripe.checkout.sessions.create(a_session(), ONCE)
    assert [found.id for found in till.stripe.checkout.sessions.list().data] == [session.id]


def test_an_error_that_stripe_keeps_comes_again_under_its_key(till: Till) -> None:
    till.control("fail", endpoint="POST /v1/checkout/sessions", kept=True)
    for _ in range(2):
        with pytest.raises(stripe.APIError):
            till.stripe.checkout.sessions.create(a_session(), ONCE)
    assert till.open().status == "open"
