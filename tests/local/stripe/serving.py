"""The stand-in served for tests: in a thread of this process, or as a process of its own."""

import asyncio
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.stripe.server import run_server
from local.stripe.stand_in import Settings, StandIn
from tests.local.stripe.till import SECRET_KEY, Till
from tests.local.stripe.webhook import WEBHOOK_SECRET, Webhook, until

ROOT = Path(__file__).parents[3]


@contextmanager
def serving(state: Path, webhook: Webhook) -> Iterator[Till]:
    """Served in a thread, with a clock that the test may move and retries that come at once."""
    port = _free_port()
    settings = Settings("127.0.0.1", port, state, webhook.url, WEBHOOK_SECRET, SECRET_KEY, 0.02)
    till = Till(settings.site, webhook)
    loop = asyncio.new_event_loop()
    stopped = asyncio.Event()

    async def serve() -> None:
        await run_server(StandIn(settings, till.clock), until=stopped.wait)

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    until(lambda: _listens(port))
    yield till
    till.http.close()
    loop.call_soon_threadsafe(stopped.set)
    thread.join()
    loop.close()


@contextmanager
def running(state: Path, webhook: Webhook) -> Iterator[Till]:
    """A process, killed at the end instead of stopped: nothing may depend on a farewell."""
    port = _free_port()
    command = [sys.executable, "-m", "local.stripe", *arguments(port, state, webhook.url)]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        until(lambda: _listens(port), 20)
        till = Till(f"http://127.0.0.1:{port}", webhook)
        yield till
        till.http.close()
    finally:
        process.kill()
        process.wait()


def arguments(port: int, state: Path, webhook_url: str) -> list[str]:
    """The command line."""
    place = ["--host", "127.0.0.1", "--port", str(port), "--state", str(state), "--webhook-url", webhook_url]
    return [*place, "--webhook-secret", WEBHOOK_SECRET, "--secret-key", SECRET_KEY]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
