"""Every test has its own stand-in and its own webhook."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local.stripe.stand_in import Settings
from tests.local.stripe.support import SECRET_KEY, WEBHOOK_SECRET, Clock, Server, Till, Webhook, free_port


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    listening = Webhook()
    yield listening
    listening.close()


@pytest.fixture
def till(tmp_path: Path, webhook: Webhook) -> Iterator[Till]:
    settings = Settings("127.0.0.1", free_port(), tmp_path, webhook.url, WEBHOOK_SECRET, SECRET_KEY, 0.02)
    till = Till(settings.site, webhook, Clock())
    server = Server(settings, till.clock)
    yield till
    till.http.close()
    server.stop()
