"""The way to Step Functions: who waits no longer is no error, and every other failure is one."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tutti.kit import sagas
from tutti.kit.sagas import StepFunctions


class States:
    """Step Functions, which refuse every answer under this code, or take it."""

    def __init__(self, code: str | None = None) -> None:
        self.code = code
        self.told: list[dict[str, Any]] = []

    def _hear(self, **answer: Any) -> None:
        if self.code:
            raise ClientError({"Error": {"Code": self.code, "Message": ""}}, "SendTaskSuccess")
        self.told.append(answer)

    send_task_success = send_task_failure = _hear


def _states(monkeypatch: pytest.MonkeyPatch, code: str | None = None) -> States:
    states = States(code)
    monkeypatch.setattr(sagas, "client", lambda _: states)
    return states


def test_a_waiting_step_goes_on_or_fails_by_its_token(monkeypatch: pytest.MonkeyPatch) -> None:
    states = _states(monkeypatch)
    assert StepFunctions().succeed("token", "{}")
    assert StepFunctions().fail("token", "CheckoutExpired", "why")
    assert states.told == [
        {"taskToken": "token", "output": "{}"},
        {"taskToken": "token", "error": "CheckoutExpired", "cause": "why"},
    ]


@pytest.mark.parametrize("code", ["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"])
def test_who_waits_no_longer_is_no_error(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    _states(monkeypatch, code)
    assert not StepFunctions().succeed("token", "{}")
    assert not StepFunctions().fail("token", "CheckoutExpired", "why")


def test_what_went_wrong_otherwise_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    _states(monkeypatch, "ThrottlingException")
    with pytest.raises(ClientError):
        StepFunctions().succeed("token", "{}")
