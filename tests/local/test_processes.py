"""Processes that outlive their starter are found and stopped by their own pid only."""

import os
import socket
import sys
from pathlib import Path
from time import monotonic

import pytest

from local import processes

SLEEP = "import time; print('up', flush=True); time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEP}"


def start(state: Path, program: str) -> int:
    pid = processes.start(state, "test", [sys.executable, "-c", program], dict(os.environ))
    until = monotonic() + 10
    while "up" not in processes.log_of(state, "test").read_text() and monotonic() < until:
        pass
    return pid


def test_finds_and_stops_what_it_started(tmp_path: Path) -> None:
    pid = start(tmp_path, SLEEP)
    assert processes.running(tmp_path, "test") == pid
    processes.stop(tmp_path, "test")
    assert processes.running(tmp_path, "test") is None
    assert not processes.is_alive(pid)


def test_ends_a_process_that_does_not_listen(tmp_path: Path) -> None:
    pid = start(tmp_path, STUBBORN)
    processes.stop(tmp_path, "test", patience=0.3)
    assert not processes.is_alive(pid)


def test_leaves_another_process_with_the_same_pid_alone(tmp_path: Path) -> None:
    pid = start(tmp_path, SLEEP)
    processes.pid_file(tmp_path, "test").write_text(f"{pid} 1")
    assert processes.running(tmp_path, "test") is None
    processes.stop(tmp_path, "test")
    assert processes.is_alive(pid)
    os.kill(pid, 9)
    assert processes.ends(pid, 5)


def test_refuses_a_port_that_somebody_else_holds() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(RuntimeError, match=f"Port {port} is taken"):
            processes.expect_free(port)
    processes.expect_free(port)


def test_stopping_what_never_ran_does_nothing(tmp_path: Path) -> None:
    processes.stop(tmp_path, "test")
