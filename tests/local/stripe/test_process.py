"""The stand-in as a process: its command line, and what it remembers after it died."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from local.stripe.__main__ import read_settings
from tests.local.stripe.support import (
    SECRET_KEY,
    WEBHOOK_SECRET,
    Till,
    Webhook,
    a_session,
    answers,
    free_port,
    until,
)

ROOT = Path(__file__).parents[3]


def test_remembers_everything_after_a_sudden_end(tmp_path: Path, webhook: Webhook) -> None:
    port = free_port()
    till = Till(f"http://127.0.0.1:{port}", webhook)
    with running(port, tmp_path, webhook):
        session = till.stripe.checkout.sessions.create(a_session(), {"idempotency_key": "k"})
        till.control("webhooks", hold=True)
        till.pay(session)
    with running(port, tmp_path, webhook):
        assert till.stripe.checkout.sessions.create(a_session(), {"idempotency_key": "k"}).id == session.id
        paid = till.stripe.checkout.sessions.retrieve(session.id)
        assert paid.payment_status == "paid"
        till.stripe.refunds.create({"payment_intent": str(paid.payment_intent)})
        till.control("deliver")
        assert len(webhook.wait_for(5)) == 5
    till.http.close()


@pytest.mark.parametrize(
    "wrong",
    [["--webhook-url", "here"], ["--webhook-secret", "x"], ["--secret-key", "sk_live_x"], ["--port", "x"]],
)
def test_refuses_settings_that_cannot_work(tmp_path: Path, wrong: list[str]) -> None:
    with pytest.raises(SystemExit):
        read_settings([*arguments(4602, tmp_path, "http://127.0.0.1/"), *wrong])


def arguments(port: int, state: Path, webhook_url: str) -> list[str]:
    place = ["--host", "127.0.0.1", "--port", str(port), "--state", str(state), "--webhook-url", webhook_url]
    return [*place, "--webhook-secret", WEBHOOK_SECRET, "--secret-key", SECRET_KEY]


@contextmanager
def running(port: int, state: Path, webhook: Webhook) -> Iterator[None]:
    """Killed at the end, not stopped: nothing may depend on a farewell."""
    command = [sys.executable, "-m", "local.stripe", *arguments(port, state, webhook.url)]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        until(lambda: answers(f"http://127.0.0.1:{port}"), 20)
        yield
    finally:
        process.kill()
        process.wait()
