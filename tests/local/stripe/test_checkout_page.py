"""The hosted page: what the payer sees and where they go."""

import pytest
import stripe

from tests.local.stripe.till import Till

PAID = ["charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]


def test_shows_whom_and_what_one_pays(till: Till) -> None:
    session = till.open(branding_settings={"display_name": "Forte & Söhne <b>"})
    page = till.http.get(f"/c/pay/{session.id}").text
    assert "Forte &amp; Söhne &lt;b&gt;" in page
    for text in ("352.00 EUR", "Violin, ten lessons", "VAT 10 %", "32.00 EUR", 'value="ada@example.test"'):
        assert text in page
    assert 'role="alert"' not in page


def test_writes_yen_without_decimals(till: Till) -> None:
    line = {"currency": "jpy", "unit_amount": 5000, "product_data": {"name": "Koto"}}
    session = till.open(line_items=[{"quantity": 2, "price_data": line}])
    assert "10,000 JPY" in till.http.get(f"/c/pay/{session.id}").text


def test_a_good_card_pays_and_leads_back(till: Till) -> None:
    session = till.open()
    reply = till.pay(session)
    assert (reply.status_code, reply.headers["location"]) == (
        303,
        f"http://tutti.test/paid?session={session.id}",
    )
    paid = till.stripe.checkout.sessions.retrieve(session.id)
    assert (paid.status, paid.payment_status, paid.url) == ("complete", "paid", None)
    assert paid.customer_details is not None
    assert paid.customer_details.name == "Ada Byron"
    assert till.stripe.payment_intents.retrieve(str(paid.payment_intent)).amount_received == 35200
    assert till.webhook.wait_for(3) == PAID


def test_a_refused_card_is_said_on_the_page_and_another_may_follow(till: Till) -> None:
    session = till.open()
    reply = till.pay(session, "4000000000000002")
    assert reply.status_code == 402
    assert '<p role="alert">Your card was declined.</p>' in reply.text
    assert till.webhook.wait_for(1) == ["payment_intent.payment_failed"]
    intent = till.webhook.events[0].data.object
    assert (intent["status"], intent["last_payment_error"]["decline_code"]) == (
        "requires_payment_method",
        "generic_decline",
    )
    assert till.stripe.checkout.sessions.retrieve(session.id).status == "open"
    assert till.pay(session).status_code == 303
    assert till.stripe.checkout.sessions.retrieve(session.id).payment_intent == intent["id"]


def test_leaving_keeps_the_session_open(till: Till) -> None:
    session = till.open()
    reply = till.send(session, action="cancel")
    assert (reply.status_code, reply.headers["location"]) == (303, "http://tutti.test/left")
    assert till.stripe.checkout.sessions.retrieve(session.id).status == "open"


def test_a_card_that_asks_for_a_confirmation_pays_after_it(till: Till) -> None:
    session = till.open()
    reply = till.pay(session, "4000002500003155")
    assert reply.status_code == 200
    assert "Your bank asks for a confirmation" in reply.text
    assert "Your bank asks for a confirmation" in till.http.get(f"/c/pay/{session.id}").text
    assert till.stripe.checkout.sessions.retrieve(session.id).payment_status == "unpaid"
    assert till.send(session, action="agree").status_code == 303
    assert till.webhook.wait_for(3) == PAID


def test_a_confirmation_that_is_refused_is_a_failed_payment(till: Till) -> None:
    session = till.open()
    till.pay(session, "4000002500003155")
    assert till.send(session, action="refuse").status_code == 402
    assert till.webhook.wait_for(1) == ["payment_intent.payment_failed"]
    error = till.webhook.events[0].data.object["last_payment_error"]
    assert error["code"] == "payment_intent_authentication_failure"


def test_a_disputed_payment_cannot_be_refunded(till: Till) -> None:
    session = till.open()
    till.pay(session, "4000000000000259")
    assert till.webhook.wait_for(4) == [*PAID, "charge.dispute.created"]
    dispute = till.webhook.events[3].data.object
    with pytest.raises(stripe.InvalidRequestError) as refused:
        till.stripe.refunds.create({"payment_intent": dispute["payment_intent"]})
    assert refused.value.code == "charge_disputed"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"card": "1234"}, "not one of the test cards"),
        ({"name": " "}, "name on the card"),
        ({"email": "ada"}, "email address"),
        ({"action": "agree"}, "cannot be sent"),
        ({"action": "dance"}, "cannot be sent"),
    ],
)
def test_says_what_is_wrong_with_the_form(till: Till, form: dict[str, str], said: str) -> None:
    session = till.open(customer_email=None)
    whole = {"card": "4242424242424242", "email": "ada@example.test", "name": "Ada", "action": "pay"}
    reply = till.send(session, **(whole | form))
    assert reply.status_code == 400
    assert said in reply.text.split('role="alert">')[1]
    assert till.stripe.events.list().data == []


def test_a_paid_session_is_not_paid_twice(till: Till) -> None:
    session = till.paid()
    assert "payment is complete" in till.http.get(f"/c/pay/{session.id}").text
    assert till.pay(session).status_code == 409
    assert len(till.stripe.events.list({"type": "charge.succeeded"}).data) == 1


def test_an_expired_session_cannot_be_paid(till: Till) -> None:
    session = till.open()
    till.clock.ahead = 90_000
    assert "has expired" in till.pay(session).text
    assert till.stripe.checkout.sessions.retrieve(session.id).payment_status == "unpaid"


def test_an_unknown_session_is_not_found(till: Till) -> None:
    assert till.http.get("/c/pay/cs_test_nothing").status_code == 404
    assert till.http.post("/c/pay/cs_test_nothing", data={"action": "pay"}).status_code == 404


def test_the_front_page_lists_cards_and_sessions(till: Till) -> None:
    session = till.open()
    page = till.http.get("/").text
    assert "4000000000000002" in page
    assert f"/c/pay/{session.id}" in page
