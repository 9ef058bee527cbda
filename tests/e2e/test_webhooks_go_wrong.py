"""Stripe's webhooks come twice, in another order, late, or tell things nobody has asked for."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.deployed import Application, Deployed, eventually

SLUG = "forte"


@pytest.fixture(autouse=True)
def _stripe_as_usual(deployed: Deployed) -> Iterator[None]:
    yield
    deployed.stripe("POST", "/_control/reset", {})


@pytest.fixture
def application(deployed: Deployed) -> Application:
    """A family that is about to pay."""
    asking = deployed.apply(SLUG, deployed.course(SLUG, "private")["id"])
    asking.until("awaiting_payment")
    return asking


@pytest.fixture(scope="module")
def office(deployed: Deployed) -> dict[str, str]:
    return deployed.sign_in(SLUG, "admin")


def _payments(deployed: Deployed, office: dict[str, str], application: Application) -> list[dict[str, Any]]:
    invoice = deployed.get(f"/v1/enrollments/{application.enrollment_id}", office)["invoice_id"]
    payments = deployed.get("/v1/payments?limit=50", office)["items"]
    return [payment for payment in payments if payment["invoice_id"] == invoice]


def test_webhooks_that_come_three_times_settle_one_payment(
    deployed: Deployed, office: dict[str, str], application: Application
) -> None:
    deployed.stripe("POST", "/_control/webhooks", {"duplicate": 2})
    application.pay()
    application.until("active")
    assert len(_payments(deployed, office, application)) == 1


def test_webhooks_in_another_order_end_the_same(
    deployed: Deployed, office: dict[str, str], application: Application
) -> None:
    deployed.stripe("POST", "/_control/webhooks", {"hold": True})
    application.pay()
    deployed.stripe("POST", "/_control/webhooks", {"reorder": True})
    deployed.stripe("POST", "/_control/deliver", {})
    application.until("active")
    assert [payment["status"] for payment in _payments(deployed, office, application)] == ["completed"]


def test_a_payer_who_paid_and_then_went_back_is_enrolled_all_the_same(
    deployed: Deployed, application: Application
) -> None:
    deployed.stripe("POST", "/_control/webhooks", {"hold": True})
    application.pay()
    deployed.http.get(_way_back(deployed, application))
    assert application.until("active", "cancelled", "refunded", "failed")["state"] == "active"


def test_a_checkout_that_lapses_gives_everything_back(deployed: Deployed, application: Application) -> None:
    sessions = deployed.checkout_sessions()
    session = next(one for one in sessions if one["metadata"]["enrollment_id"] == application.enrollment_id)
    deployed.stripe("POST", f"/v1/checkout/sessions/{session['id']}/expire")
    status = application.until("expired", "cancelled", "failed")
    assert (status["state"], status["problem"]["code"]) == ("expired", "CheckoutExpired")


def test_a_refund_from_stripes_dashboard_stands_in_our_books(
    deployed: Deployed, office: dict[str, str], application: Application
) -> None:
    application.pay()
    application.until("active")
    [payment] = _payments(deployed, office, application)
    deployed.stripe("POST", "/v1/refunds", form={"payment_intent": payment["provider_ref"]})
    refunded = eventually(
        lambda: _payments(deployed, office, application), lambda found: found[0]["status"] != "completed"
    )
    assert [one["status"] for one in refunded] == ["refunded"]


def _way_back(deployed: Deployed, application: Application) -> str:
    """Where the checkout page's way back leads."""
    path, token = application.status_url.split("?")
    return f"{path}/leave?{token}"
