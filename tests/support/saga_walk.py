"""Walks a saga's definition in this process: its tasks are the real handlers."""

import importlib
import json
import re
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

FOLDER = Path(__file__).parents[2] / "statemachines"
WAITS = "waitForTaskToken"
_numbers = count(1)


class TaskFailed(Exception):
    """A task ended under this error name."""

    def __init__(self, error: str, cause: str = "") -> None:
        super().__init__(error)
        self.error, self.cause = error, cause


@dataclass
class Fault:
    """How a task misbehaves: under which error, after its work or instead of it, and how often."""

    error: str = "RuntimeError"
    is_after: bool = False
    times: int = 10_000


@dataclass
class Walk:
    """One execution: walked until it waits for an answer or has ended."""

    data: dict[str, Any]
    faults: dict[str, Fault] = field(default_factory=dict)
    saga: str = "enrollment"
    at: str = ""
    visited: list[str] = field(default_factory=list)
    token: str | None = None
    answer: TaskFailed | str | None = None

    def __post_init__(self) -> None:
        self.at = self.at or definition(self.saga)["StartAt"]

    @property
    def states(self) -> dict[str, dict[str, Any]]:
        """The states of its machine."""
        found: dict[str, dict[str, Any]] = definition(self.saga)["States"]
        return found

    @property
    def has_ended(self) -> bool:
        """True in one of the last states."""
        return self.states[self.at]["Type"] in ("Succeed", "Fail")

    @property
    def waits(self) -> bool:
        """True while nobody has answered its token."""
        return self.token is not None

    def go_on(self) -> "Walk":
        """Walk as far as it goes without an answer."""
        while not self.has_ended and not self.waits:
            self.step()
        return self

    def step(self) -> None:
        """Walk to the next state."""
        state = self.states[self.at]
        self.at = str(self._NEXT[state["Type"]](self, state))

    def time_out(self) -> None:
        """Nobody answers in time."""
        self.answer, self.token = TaskFailed("States.Timeout"), None

    def _passed(self, state: dict[str, Any]) -> str:
        return str(self._with(state, state["Result"])["Next"])

    def _after(self, state: dict[str, Any]) -> str:
        name = self.at
        try:
            reply = self._answered() if self.answer else self._tried(name, state)
        except TaskFailed as failed:
            return self._caught(state, failed)
        if self.waits:
            return name
        return str(self._with(state, reply)["Next"])

    def _answered(self) -> Any:
        answer, self.answer = self.answer, None
        if isinstance(answer, TaskFailed):
            raise answer
        return json.loads(answer or "null")

    def _tried(self, name: str, state: dict[str, Any]) -> Any:
        left = {id(retry): retry["MaxAttempts"] for retry in state.get("Retry", [])}
        while True:
            try:
                return self._run(name, state)
            except TaskFailed as failed:
                retry = _matching(state.get("Retry", []), failed.error)
                if retry is None or not left[id(retry)]:
                    raise
                left[id(retry)] -= 1

    def _run(self, name: str, state: dict[str, Any]) -> Any:
        self.visited.append(name)
        if WAITS in state["Resource"]:
            self.token = f"token-{next(_numbers)}"
        try:
            with self._misbehaving(name):
                reply = handler_of(name, self.saga)(
                    self._payload(state), SimpleNamespace(aws_request_id="req")
                )
        except TaskFailed:
            # Who was answered goes on, whatever becomes of the task that waited.
            if not self.answer:
                self.token = None
                raise
        if self.answer:
            return self._answered()
        return json.loads(json.dumps(reply))

    def _payload(self, state: dict[str, Any]) -> dict[str, Any]:
        filled = _filled(state["Parameters"], self.data, self.token)
        payload: dict[str, Any] = filled["Payload"] if WAITS in state["Resource"] else filled
        return payload

    def _misbehaving(self, name: str) -> "_Misbehaving":
        fault = self.faults.get(name)
        if fault is None or not fault.times:
            return _Misbehaving(None)
        fault.times -= 1
        return _Misbehaving(fault)

    def _caught(self, state: dict[str, Any], failed: TaskFailed) -> str:
        catch = _matching(state.get("Catch", []), failed.error)
        assert catch, f"{self.at} lets {failed.error} through"
        return str(self._with(catch, {"Error": failed.error, "Cause": failed.cause})["Next"])

    def _with(self, place: dict[str, Any], result: Any) -> dict[str, Any]:
        path = place.get("ResultPath", "$")
        if path is not None:
            self.data = {**self.data, path.removeprefix("$."): result}
        return place

    def _chosen(self, state: dict[str, Any]) -> str:
        for choice in state["Choices"]:
            expected = choice.get("BooleanEquals", choice.get("StringEquals"))
            if _found(self.data, choice["Variable"]) == expected:
                return str(choice["Next"])
        return str(state["Default"])

    _NEXT: ClassVar = {"Task": _after, "Choice": _chosen, "Pass": _passed}


class _Misbehaving:
    """Around a task: what it raises leaves under the error name that Lambda gives it."""

    def __init__(self, fault: Fault | None) -> None:
        self._fault = fault

    def __enter__(self) -> None:
        if self._fault and not self._fault.is_after:
            raise TaskFailed(self._fault.error)

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, Exception):
            raise TaskFailed(type(error).__name__, str(error)) from error
        if self._fault:
            raise TaskFailed(self._fault.error)


@cache
def definition(saga: str) -> dict[str, Any]:
    """The machine of this saga, as it lies in its folder."""
    found: dict[str, Any] = json.loads((FOLDER / f"{saga}.asl.json").read_text())
    return found


def handler_of(state: str, saga: str = "enrollment") -> Any:
    """The handler of the task that this state runs."""
    module = re.sub(r"(?<!^)(?=[A-Z])", "_", state).lower()
    return importlib.import_module(f"functions.sagas.{saga}.{module}").handler


def _matching(places: list[dict[str, Any]], error: str) -> dict[str, Any] | None:
    return next((one for one in places if {error, "States.ALL"} & set(one["ErrorEquals"])), None)


def _filled(template: Any, data: dict[str, Any], token: str | None) -> Any:
    if not isinstance(template, dict):
        return template
    return {
        name.removesuffix(".$"): (
            (token if value == "$$.Task.Token" else _found(data, value))
            if name.endswith(".$")
            else _filled(value, data, token)
        )
        for name, value in template.items()
    }


def _found(data: Any, path: str) -> Any:
    for part in path.removeprefix("$").strip(".").split("."):
        data = data[part]
    return data
