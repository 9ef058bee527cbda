"""Stripe is played by the stand-in, or by Stripe's own test mode when there is a key for it."""

from pathlib import Path
from typing import Any

import pytest

from local import aws, payments, processes
from local.payments import Payments
from local.place import Place
from tests.local.emulator import Emulator

TEST_KEY = "sk_test_of_stripe"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What would have been started: name, command and environment."""
    seen: list[Any] = []
    monkeypatch.setattr(processes, "start", lambda state, *what: seen.append(what))
    monkeypatch.setattr(aws, "wait_for", lambda *_: None)
    return seen


def secrets(emulator: Emulator) -> list[str]:
    ssm = emulator.client("ssm")
    return [
        ssm.get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"]
        for name in payments.PARAMETERS
    ]


def test_refuses_a_key_that_moves_real_money(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRIPE_SECRET_KEY", "sk_live_of_stripe")
    with pytest.raises(RuntimeError, match="test mode"):
        Payments.of(Place(tmp_path, 4600))


def test_starts_the_stand_in_under_secrets_that_stay(emulator: Emulator, started: list[Any]) -> None:
    Payments(emulator.place).start()
    first = secrets(emulator)
    Payments(emulator.place).start()
    assert secrets(emulator) == first
    [(name, command, env), again] = started
    assert (name, "local.stripe" in command, again[0]) == ("stripe", True, "stripe")
    assert all(secret in command for secret in first)
    assert "STRIPE_SECRET_KEY" not in env


def test_uses_stripe_itself_when_there_is_a_key(emulator: Emulator, started: list[Any]) -> None:
    own = Payments(emulator.place, TEST_KEY)
    own.start()
    [(name, command, env)] = started
    assert (name, "local.stripe_events" in command) == ("stripe-events", True)
    assert TEST_KEY not in command, "anyone may read a command line"
    assert env["STRIPE_SECRET_KEY"] == TEST_KEY
    assert (secrets(emulator)[0], own.base) == (TEST_KEY, "https://api.stripe.com")
