"""A post that keeps every mail."""

import pytest

from tests.events.messaging.story import Outbox


@pytest.fixture
def outbox(aws: None, monkeypatch: pytest.MonkeyPatch) -> Outbox:
    kept = Outbox()
    monkeypatch.setattr("tutti.messaging.service.SesPost", lambda: kept)
    return kept
