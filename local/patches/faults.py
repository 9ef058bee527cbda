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

from local.faults import FILE, Fault, read
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
        self._faults: dict[str, list[Fault]] = {}
        self._used: Counter[str] = Counter()

    def due(self, function: str, event: Any) -> Fault | None:
        """The fault that this call must suffer, counted as used."""
        with self._lock:
            self._reread()
            payload = json.dumps(event, ensure_ascii=False) if function in self._faults else ""
            hits = [fault for fault in self._faults.get(function, ()) if fault.hits(payload)]
            return next(filter(self._is_left, hits), None)

    def _is_left(self, fault: Fault) -> bool:
        self._used[fault.id] += 1
        return fault.times is None or self._used[fault.id] <= fault.times

    def _reread(self) -> None:
        edition = self.edition()
        if edition != self._edition:
            self._edition, self._faults = edition, read(self.path.parent)

    def edition(self) -> tuple[int, ...]:
        """What tells one writing of the file from the next; empty when there is no file."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return ()
        return found.st_ino, found.st_mtime_ns, found.st_size

    def hang(self, fault: Fault) -> None:
        """Return only when this fault ends or the longest time-out has passed."""
        until = time.monotonic() + LONGEST_HANG
        while self._lasts(fault) and time.monotonic() < until:
            time.sleep(LOOK_AGAIN)

    def _lasts(self, fault: Fault) -> bool:
        with self._lock:
            self._reread()
            return any(fault in some for some in self._faults.values())


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
        faults.hang(fault)
    name = "States.Timeout" if fault.mode.startswith("timeout") else "InjectedFault"
    return {"body": {"errorType": name, "errorMessage": fault.mode}, "error": True, "log": ""}
