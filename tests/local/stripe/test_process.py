"""The stand-in as a process: its command line, and what it remembers after it died."""

from pathlib import Path

import pytest

from local.stripe.__main__ import read_settings
from tests.local.stripe.serving import arguments, running, serving
from tests.local.stripe.till import a_session
from tests.local.stripe.webhook import Webhook


def test_remembers_everything_after_a_sudden_end(tmp_path: Path) -> None:
    webhook = Webhook()
    with running(tmp_path, webhook) as till:
        session = till.stripe.checkout.sessions.create(a_session(), {"idempotency_key": "k"})
        till.control("webhooks", hold=True)
        till.pay(session)
    with serving(tmp_path, webhook) as till:
        assert till.stripe.checkout.sessions.create(a_session(), {"idempotency_key": "k"}).id == session.id
        paid = till.stripe.checkout.sessions.retrieve(session.id)
        assert paid.payment_status == "paid"
        till.stripe.refunds.create({"payment_intent": str(paid.payment_intent)})
        till.control("deliver")
        assert len(webhook.wait_for(5)) == 5
    webhook.close()


@pytest.mark.parametrize(
    "wrong",
    [["--webhook-url", "here"], ["--webhook-secret", "x"], ["--secret-key", "sk_live_x"], ["--port", "x"]],
)
def test_refuses_settings_that_cannot_work(tmp_path: Path, wrong: list[str]) -> None:
    with pytest.raises(SystemExit):
        read_settings([*arguments(4602, tmp_path, "http://127.0.0.1/"), *wrong])
