"""Chosen functions misbehave on request, so that tests can see what a saga does then."""

import json
import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ministack.services import lambda_svc

from local.faults import FILE, Fault
from local.patches import fit

STATE = "TUTTI_STATE"
LONGEST_HANG = 900.0
LOOK_AGAIN = 0.1

Call = Callable[[], dict[str, Any]]


class Faults:
    """The faults that a file asks for; they end when the file changes or goes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._edition: tuple[int, ...] = ()
        self._faults: dict[str, Fault] = {}
        self._used: Counter[str] = Counter()

    def due(self, function: str, event: Any) -> Fault | None:
        """The fault that this call must suffer, counted as used."""
        with self._lock:
            self._reread()
            fault = self._faults.get(function)
            if fault is None or not fault.hits(json.dumps(event, ensure_ascii=False)):
                return None
            self._used[function] += 1
            return fault if fault.times is None or self._used[function] <= fault.times else None

    def _reread(self) -> None:
        edition = self.edition()
        if edition != self._edition:
            self._edition, self._used = edition, Counter()
            self._faults = {name: Fault(**fault) for name, fault in self._read().items()}

    def _read(self) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads(self.path.read_text())
        except FileNotFoundError:
            return {}
        return found

    def edition(self) -> tuple[int, ...]:
        """What tells one writing of the file from the next; empty when there is no file."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return ()
        return found.st_ino, found.st_mtime_ns, found.st_size

    def hang(self) -> None:
        """Return only when the file changes or the longest time-out has passed."""
        edition, until = self.edition(), time.monotonic() + LONGEST_HANG
        while self.edition() == edition and time.monotonic() < until:
            time.sleep(LOOK_AGAIN)


def apply() -> None:
    """Ask for a fault before every invocation, if a file of faults may exist at all."""
    execute = fit.function(
        lambda_svc, "_execute_function_dispatch", "func", "config", "event", "request_id", "started"
    )
    if STATE not in os.environ:
        return
    faults = Faults(Path(os.environ[STATE]) / FILE)

    def faulty(func: Any, config: Any, event: Any, request_id: str, started: float) -> dict[str, Any]:
        def call() -> dict[str, Any]:
            answer: dict[str, Any] = execute(func, config, event, request_id, started)
            return answer

        fault = faults.due(config.get("FunctionName", ""), event)
        return suffer(fault, call, faults) if fault else call()

    lambda_svc._execute_function_dispatch = faulty


def suffer(fault: Fault, call: Call, faults: Faults) -> dict[str, Any]:
    """Answer as the fault wants it, after the call when its mode says so."""
    if fault.mode.endswith("-after"):
        call()
    if fault.mode.startswith("hang"):
        faults.hang()
    name = "States.Timeout" if fault.mode.startswith("timeout") else "InjectedFault"
    return {"body": {"errorType": name, "errorMessage": fault.mode}, "error": True, "log": ""}
