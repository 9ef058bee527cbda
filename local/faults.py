"""Make chosen functions of a running local cloud misbehave. For tests."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, get_args

FILE = "faults.json"
KILL = "kill-after-write"
Mode = Literal["raise", "raise-after", "hang", "hang-after", "timeout", "timeout-after", "kill-after-write"]


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
    """Let this function misbehave from its next call on; its previous fault ends."""
    path = Path(state) / FILE
    faults = json.loads(path.read_text()) if path.exists() else {}
    write(path, faults | {function: asdict(Fault(mode, match, times, writes))})


def clear(state: Path) -> None:
    """Let every function behave again."""
    (Path(state) / FILE).unlink(missing_ok=True)


def write(path: Path, faults: dict[str, object]) -> None:
    """Replace the file at once, so that nobody reads half of it."""
    fresh = path.with_suffix(".fresh")
    fresh.write_text(json.dumps(faults))
    fresh.replace(path)
