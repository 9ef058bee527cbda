"""Credentials that come while old ones are dropped do not disturb."""

import time
from typing import Any

import pytest
from ministack.services import sts

from local.patches import fit, many_sessions
from local.patches.fit import PatchDoesNotFit


class Meddling(dict[str, Any]):
    """A session: another one comes whenever somebody looks at it, as from another thread."""

    def get(self, key: str, default: Any = None) -> Any:
        sts._sessions[f"another-{len(sts._sessions)}"] = {}
        return super().get(key, default)


@pytest.fixture(autouse=True)
def _sessions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sts, "_sessions", {"old": Meddling(Expiration=1.0), "kept": Meddling()})
    monkeypatch.setattr(sts, "_evict_expired_sessions", sts._evict_expired_sessions)


def test_the_emulator_fails_when_another_session_comes() -> None:
    with pytest.raises(RuntimeError, match="changed size"):
        sts.register_session("new", {})


def test_with_the_patch_it_registers_the_session_and_drops_the_old_one() -> None:
    many_sessions.apply()
    sts.register_session("new", {"Expiration": time.time() + 60})
    assert {"old", "kept", "new"} & sts._sessions.keys() == {"kept", "new"}


def test_refuses_sessions_that_are_kept_in_another_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sts, "_sessions", [])
    with pytest.raises(PatchDoesNotFit):
        many_sessions.apply()
    assert fit.function(sts, "_evict_expired_sessions")
