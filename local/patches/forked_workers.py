"""Gap: every worker starts a Python of its own: half a second of processor and 70 MB for each function."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO, Any

from ministack.core import lambda_runtime

from local.patches import fit


def apply() -> None:
    """Fork Python workers from a process that has imported the heavy packages, where Linux lets us."""
    fit.expect(lambda_runtime.subprocess is subprocess, "lambda_runtime starts workers in another way")
    fit.function(lambda_runtime, "_detect_runtime_binary", "runtime")
    if hasattr(os, "pidfd_open"):
        lambda_runtime.subprocess = Subprocess()


class Subprocess:
    """The module subprocess, with another way to start Python workers."""

    def __init__(self) -> None:
        self.nursery = Nursery()

    def __getattr__(self, name: str) -> Any:
        return getattr(subprocess, name)

    def Popen(self, command: Sequence[str], **options: Any) -> Any:  # noqa: N802 - named as in subprocess
        """The started process."""
        if command[0] == sys.executable and len(command) == 2:
            return self.nursery.fork(command[1], options["cwd"], options["env"])
        return subprocess.Popen(command, **options)


class Nursery:
    """The process that forks workers, and the way to it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._way, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with there:
            command = [sys.executable, "-m", "local.nursery", str(there.fileno())]
            self.process = subprocess.Popen(command, pass_fds=[there.fileno()])

    def fork(self, program: str, cwd: str, env: Mapping[str, str]) -> "Worker":
        """A new worker that runs this program."""
        request = json.dumps({"program": program, "cwd": cwd, "env": dict(env)}).encode()
        (stdin, to_worker), (from_worker, stdout), (complaints, stderr) = os.pipe(), os.pipe(), os.pipe()
        theirs = (stdin, stdout, stderr)
        with self._lock:
            socket.send_fds(self._way, [request], theirs)
            pid = int(self._way.recv(32) or 0)
        for end in theirs:
            os.close(end)
        if not pid:
            raise OSError("The nursery of workers has ended.")
        return Worker(
            pid, os.fdopen(to_worker, "w", buffering=1), os.fdopen(from_worker), os.fdopen(complaints)
        )


class Worker:
    """What MiniStack asks of a `Popen`, for a process that is not its child."""

    def __init__(self, pid: int, stdin: IO[str], stdout: IO[str], stderr: IO[str]) -> None:
        self.pid, self.stdin, self.stdout, self.stderr = pid, stdin, stdout, stderr
        self.returncode: int | None = None
        self._handle = os.pidfd_open(pid)

    def __del__(self) -> None:
        os.close(self._handle)

    def poll(self) -> int | None:
        """Nothing while it runs; how it ended is not known."""
        if self.returncode is None and self._ends_within(0):
            self.returncode = -1
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Return once it has ended."""
        if self.returncode is None and not self._ends_within(timeout):
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
        self.returncode = -1
        return self.returncode

    def terminate(self) -> None:
        """Ask it to end."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, number)

    def _ends_within(self, seconds: float | None) -> bool:
        ending = select.poll()
        ending.register(self._handle, select.POLLIN)
        return bool(ending.poll(None if seconds is None else seconds * 1000))
