"""Step Functions and the scheduler on paper: executions that tests walk, and schedules that nobody wakes."""

import json
from datetime import datetime

from tests.support.saga_walk import Fault, TaskFailed, Walk


class PaperSagas:
    """In memory; `faults` go to every execution that is started from now on."""

    def __init__(self) -> None:
        self.walks: dict[str, Walk] = {}
        self.faults: dict[str, Fault] = {}
        self.is_down = False

    def start(self, saga: str, name: str, data: str) -> None:
        if self.is_down:
            raise ConnectionError
        self.walks.setdefault(name, Walk(json.loads(data), dict(self.faults), saga))

    def succeed(self, token: str, output: str) -> bool:
        return self._answer(token, output)

    def fail(self, token: str, error: str, cause: str) -> bool:
        return self._answer(token, TaskFailed(error, cause))

    def _answer(self, token: str, answer: TaskFailed | str) -> bool:
        for walk in self.walks.values():
            if walk.token == token:
                walk.answer, walk.token = answer, None
                return True
        return False


class PaperSchedules:
    """In memory."""

    def __init__(self) -> None:
        self.names: dict[str, datetime] = {}

    def put(self, name: str, at: datetime, payload: str) -> None:
        self.names[name] = at

    def remove(self, name: str) -> None:
        self.names.pop(name, None)
