"""Workers that are killed between their writes to the table, when a file of faults asks for it."""

import os
import signal
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from local.faults import KILL, Fault, read

STATE = "TUTTI_STATE"
FUNCTION = "AWS_LAMBDA_FUNCTION_NAME"
WRITES = ("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems")

Dispatch = Callable[..., Any]


def arm(connection: Any) -> None:
    """Count the writes of PynamoDB's `connection`, in this process and all that are forked from it."""
    connection.dispatch = counting(connection.dispatch)


def counting(dispatch: Dispatch) -> Dispatch:
    """The call of the table, after which this process may be no more."""
    written: dict[Fault, int] = {}

    @wraps(dispatch)
    def counted(self: Any, operation: str, *args: Any, **more: Any) -> Any:
        reply = dispatch(self, operation, *args, **more)
        if operation in WRITES and (fault := asked_for()):
            written[fault] = written.get(fault, 0) + 1
            if written[fault] >= fault.writes:
                os.kill(os.getpid(), signal.SIGKILL)
        return reply

    return counted


def asked_for() -> Fault | None:
    """The death that the file of faults has for this function."""
    mine = read(Path(os.environ.get(STATE, ""))).get(os.environ.get(FUNCTION, ""), [])
    return next((fault for fault in mine if fault.mode == KILL), None)
