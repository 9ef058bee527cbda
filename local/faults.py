"""Make chosen functions of a running local cloud misbehave. For tests."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, Literal, get_args
from uuid import uuid4

FILE = "faults.json"
KILL = "kill-after-write"
Mode = Literal["raise", "raise-after", "hang", "hang-after", "timeout", "timeout-after", "kill-after-write"]
_writing = Lock()


@dataclass(frozen=True)
class Fault:
    """How a function misbehaves, on which payloads (those that contain `match`) and how often.

    `raise` reports the error `InjectedFault`; `hang` gives no answer until the faults change, so that a
    task runs into its own time limit; `timeout` reports `States.Timeout` at once. With `-after` the
    function does its work first. `kill-after-write` ends each worker of the function, whatever the payload,
    once it has written to the table `writes` times; a fresh one takes the next call.
    """

    mode: Mode
    match: str | None = None
    times: int | None = None
    writes: int = 1
    id: str = field(default_factory=lambda: uuid4().hex)

    def __post_init__(self) -> None:
        if self.mode not in get_args(Mode):
            raise ValueError(f"no such fault: {self.mode}")

    def hits(self, payload: str) -> bool:
        """Whether it concerns this payload; of its death a worker knows by itself."""
        return self.mode != KILL and (self.match is None or self.match in payload)


def inject(
    state: Path,
    function: str,
    mode: Mode,
    match: str | None = None,
    times: int | None = None,
    writes: int = 1,
) -> None:
    """Let this function misbehave from its next call on; its previous fault on such payloads ends."""
    with _writing:
        faults = read(state)
        others = [one for one in faults.get(function, ()) if one.match != match]
        _write(state, faults | {function: [*others, Fault(mode, match, times, writes)]})


def clear(state: Path, match: str | None = None) -> None:
    """Let every function behave again, or only on the payloads that `match` tells."""
    with _writing:
        if match is None:
            (Path(state) / FILE).unlink(missing_ok=True)
            return
        faults = read(state)
        _write(state, {name: [one for one in some if one.match != match] for name, some in faults.items()})


def read(state: Path) -> dict[str, list[Fault]]:
    """The faults of each function."""
    try:
        found: dict[str, list[dict[str, Any]]] = json.loads((Path(state) / FILE).read_text())
    except FileNotFoundError:
        return {}
    return {name: [Fault(**one) for one in some] for name, some in found.items()}


def _write(state: Path, faults: dict[str, list[Fault]]) -> None:
    """Replace the file at once, so that nobody reads half of it."""
    path = Path(state) / FILE
    fresh = path.with_suffix(".fresh")
    fresh.write_text(json.dumps({name: [asdict(one) for one in some] for name, some in faults.items()}))
    fresh.replace(path)
