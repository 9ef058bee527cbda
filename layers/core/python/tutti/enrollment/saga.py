"""The way to Step Functions: start the enrolment saga, and answer it when it waits."""

from collections.abc import Callable
from typing import Any, Protocol

from botocore.exceptions import ClientError

from tutti.kit.credentials import client
from tutti.kit.settings import setting

_ENDED = {"TaskTimedOut", "TaskDoesNotExist", "InvalidToken"}


class Sagas(Protocol):
    """Starts executions and answers task tokens."""

    def start(self, name: str, data: str) -> None:
        """Start the enrolment saga; a second start under the same name changes nothing."""

    def succeed(self, token: str, output: str) -> bool:
        """Let a waiting step go on; False when it waits no longer."""

    def fail(self, token: str, error: str, cause: str) -> bool:
        """Let a waiting step fail under this error name; False when it waits no longer."""


class StepFunctions:
    """The real one."""

    def start(self, name: str, data: str) -> None:
        states = client("stepfunctions")
        try:
            states.start_execution(stateMachineArn=setting("ENROLLMENT_MACHINE_ARN"), name=name, input=data)
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
