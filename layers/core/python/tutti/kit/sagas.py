"""The way to Step Functions: start a saga, and answer it when it waits."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from botocore.exceptions import ClientError

from tutti.kit.changes import Key, Put
from tutti.kit.clock import epoch
from tutti.kit.credentials import client
from tutti.kit.record import Record
from tutti.kit.settings import setting
from tutti.kit.tenant import Tenant

KEPT = timedelta(days=30)
_ENDED = {"TaskTimedOut", "TaskDoesNotExist", "InvalidToken"}


class Sagas(Protocol):
    """Starts executions and answers task tokens."""

    def start(self, saga: str, name: str, data: str) -> None:
        """Start a saga; a second start under the same name changes nothing."""

    def succeed(self, token: str, output: str) -> bool:
        """Let a waiting step go on; False when it waits no longer."""

    def fail(self, token: str, error: str, cause: str) -> bool:
        """Let a waiting step fail under this error name; False when it waits no longer."""


class StepFunctions:
    """The real one; the machine of a saga is named in the environment."""

    def start(self, saga: str, name: str, data: str) -> None:
        states = client("stepfunctions")
        machine = setting(f"{saga.upper()}_MACHINE_ARN")
        try:
            states.start_execution(stateMachineArn=machine, name=name, input=data)
        except states.exceptions.ExecutionAlreadyExists:
            return

    def succeed(self, token: str, output: str) -> bool:
        return _answer(lambda states: states.send_task_success(taskToken=token, output=output))

    def fail(self, token: str, error: str, cause: str) -> bool:
        return _answer(lambda states: states.send_task_failure(taskToken=token, error=error, cause=cause))


def _answer(send: Callable[[Any], object]) -> bool:
    try:
        send(client("stepfunctions"))
    except ClientError as error:
        if error.response["Error"]["Code"] not in _ENDED:
            raise
        return False
    return True


@dataclass(frozen=True)
class Wait:
    """Where a saga's task token and the answer to it meet, in a partition of the one whom it is about.

    Token and answer are each written first and the other read after, so none can miss the other.
    """

    tenant: Tenant
    sagas: Sagas
    partition: tuple[str, str]

    def keep(self, token: str, *, now: datetime) -> None:
        """Keep the token until the answer is known."""
        key = self._key("TOKEN")
        expires_at = epoch(now, after=KEPT)
        record = Record(key.pk, key.sk, kind="TaskToken", body=token, expires_at=expires_at)
        self.tenant.table.write([Put(record)])

    def answer(self, error: str | None, *, now: datetime) -> bool:
        """Let the saga go on (`error` None) or fail under this name; False when it waits no longer.

        The saga takes the first answer.
        """
        key, body = self._key("ANSWER"), json.dumps({"error": error})
        expires_at = epoch(now, after=KEPT)
        record = Record(key.pk, key.sk, kind="TaskAnswer", body=body, expires_at=expires_at)
        self.tenant.table.write([Put(record)])
        return self.pass_on()

    def pass_on(self) -> bool:
        """Hand the answer to the token when both are known; False when the saga waits no longer."""
        keys = [self._key(what) for what in ("TOKEN", "ANSWER")]
        found = {record.kind: record.body for record in self.tenant.table.get_many(keys)}
        if len(found) < len(keys):
            return True
        error = json.loads(found["TaskAnswer"])["error"]
        if error is None:
            return self.sagas.succeed(found["TaskToken"], json.dumps({}))
        return self.sagas.fail(found["TaskToken"], error, json.dumps({"errorMessage": error}))

    def _key(self, what: str) -> Key:
        return Key(self.tenant.partition(*self.partition), what)
