"""Start processes that outlive this one, find them again by pid, and stop exactly those."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from local.place import ROOT

PATIENCE = 5.0

_children: dict[int, subprocess.Popen[bytes]] = {}


def start(state: Path, name: str, command: Sequence[str], env: Mapping[str, str]) -> int:
    """Run the command on its own, its output in logs/<name>.log, its pid in pids/<name>; returns the pid."""
    for folder in ("logs", "pids"):
        (state / folder).mkdir(parents=True, exist_ok=True)
    with log_of(state, name).open("a") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _children[process.pid] = process
    pid_file(state, name).write_text(f"{process.pid} {birth(process.pid)}")
    return process.pid


def expect_free(port: int) -> None:
    """Refuse when somebody else listens here: what answers then would not be ours."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise RuntimeError(f"Port {port} is taken by another process: choose other ports with PORT=…")


def running(state: Path, name: str) -> int | None:
    """The pid of this process if it still runs; another process that got the same pid does not count."""
    try:
        pid, _, born = pid_file(state, name).read_text().partition(" ")
    except FileNotFoundError:
        return None
    return int(pid) if is_alive(int(pid)) and birth(int(pid)) == born else None


def stop(state: Path, name: str, patience: float = PATIENCE) -> None:
    """Ask the process to end; after `patience` seconds end it and its children."""
    pid = running(state, name)
    if pid is not None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
            if not ends(pid, patience):
                os.killpg(pid, signal.SIGKILL)
                ends(pid, patience)
    pid_file(state, name).unlink(missing_ok=True)


def ends(pid: int, patience: float) -> bool:
    """Whether the process ends in this time."""
    until = time.monotonic() + patience
    while is_alive(pid):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that ended and was not yet collected does not."""
    if pid in _children:
        return _children[pid].poll() is None
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not status(pid).startswith("Z")


def birth(pid: int) -> str:
    """When the process was started, as the kernel counts; empty where it does not say."""
    fields = status(pid).split()
    return fields[19] if fields else ""


def status(pid: int) -> str:
    """What Linux says of the process from its state on; empty where it does not say."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def log_of(state: Path, name: str) -> Path:
    """Where the process writes what it has to say."""
    return state / "logs" / f"{name}.log"


def pid_file(state: Path, name: str) -> Path:
    """Where its pid stands."""
    return state / "pids" / name
