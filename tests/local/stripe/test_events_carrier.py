"""Events of Stripe's test mode carried to a webhook; the stand-in plays Stripe, and loses every webhook."""

from collections.abc import Iterator

import pytest

from local.stripe_events import Carrier, read_settings
from tests.local.stripe.till import Till, connect
from tests.local.stripe.webhook import WEBHOOK_SECRET, Webhook

PAID = ["charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]


@pytest.fixture
def laptop() -> Iterator[Webhook]:
    listening = Webhook()
    yield listening
    listening.close()


def test_carries_what_happened_since_the_oldest_first(till: Till, laptop: Webhook) -> None:
    till.paid()
    carrier = Carrier(connect(till.site), laptop.url, WEBHOOK_SECRET)
    assert carrier.carry_new() == 0
    till.stripe.checkout.sessions.expire(till.open().id)
    till.paid()
    assert carrier.carry_new() == 4
    assert laptop.types() == ["checkout.session.expired", *PAID]
    assert carrier.carry_new() == 0


def test_begins_with_the_first_event_of_a_new_account(till: Till, laptop: Webhook) -> None:
    carrier = Carrier(connect(till.site), laptop.url, WEBHOOK_SECRET)
    till.paid()
    assert (carrier.carry_new(), laptop.types()) == (3, PAID)


def test_reads_its_command_line_and_wants_a_test_key(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = ["--webhook-url", "http://127.0.0.1:4600/api/v1/webhooks/stripe", "--webhook-secret", "whsec_x"]
    monkeypatch.setenv("STRIPE_SECRET_KEY", "sk_live_x")
    with pytest.raises(SystemExit):
        read_settings(wanted)
    monkeypatch.setenv("STRIPE_SECRET_KEY", "sk_test_x")
    assert read_settings(wanted).every_seconds == 2


def test_carries_again_what_was_not_taken(till: Till, laptop: Webhook) -> None:
    carrier = Carrier(connect(till.site), laptop.url, WEBHOOK_SECRET)
    till.paid()
    laptop.answers = [200, 503]
    assert carrier.carry_new() == 1
    assert carrier.carry_new() == 2
    assert laptop.types() == [PAID[0], PAID[1], PAID[1], PAID[2]]
