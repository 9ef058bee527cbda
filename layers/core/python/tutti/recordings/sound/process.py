"""One child process: bounded in time, memory and the size of its files, and gone when we are done with it."""

import os
import resource
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tutti.recordings.sound.unplayable import TooHard

MEMORY = 224 * 1024 * 1024
"""Of private memory, the stacks of all threads included, most of which are never touched."""
CHUNK = 64 * 1024
HEARD = 256 * 1024
LOST = (b"Error submitting packet to decoder", b"corrupt decoded frame", b"corrupt input packet")


class TranscoderFailed(Exception):
    """FFmpeg could not do its work for a reason that lies with us: worth another try."""


@dataclass(frozen=True)
class Ending:
    """How the process ended: its code, what it said (the middle of long speeches left out), packets lost."""

    code: int
    said: str
    lost: int


class Speech:
    """What a process says, in bounded memory: its beginning and its end."""

    def __init__(self) -> None:
        self.first, self.last, self.lost = b"", b"", 0

    def hear(self, words: bytes) -> None:
        """Take more of it in; a phrase that two pieces share counts once."""
        self.lost += sum(words.count(phrase) for phrase in LOST)
        room = HEARD - len(self.first)
        self.first += words[:room]
        self.last = (self.last + words[room:])[-CHUNK:]

    @property
    def text(self) -> str:
        """All of it that was kept."""
        return (self.first + self.last).decode(errors="replace")


def run(
    command: Sequence[str],
    workdir: Path,
    *,
    take: Callable[[bytes], None],
    patience: timedelta,
    file_bytes: int,
) -> Ending:
    """Runs the command, hands over what it writes to its output, and ends it with all its children.

    Refuses (`TooHard`) what outlasts the patience or outgrows the bounds; whatever `take` raises ends it too.
    """
    with subprocess.Popen(
        command,
        cwd=workdir,
        env={"LC_ALL": "C", "PATH": ""},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as child:
        try:
            bind(child.pid, file_bytes)
            speech = Speech()
            listen(child, {"out": take, "said": speech.hear}, time.monotonic() + patience.total_seconds())
            code = child.wait()
        finally:
            end(child)
    return judged(Ending(code, speech.text, speech.lost))


def bind(pid: int, file_bytes: int) -> None:
    """Bounds of memory, file size and core dumps of a process that has just begun."""
    bounds = {
        resource.RLIMIT_DATA: MEMORY,
        resource.RLIMIT_FSIZE: file_bytes,
        resource.RLIMIT_CORE: 0,
    }
    for bound, most in bounds.items():
        try:
            resource.prlimit(pid, bound, (most, most))
        except ProcessLookupError:
            return


def listen(child: subprocess.Popen[bytes], ears: dict[str, Callable[[bytes], None]], until: float) -> None:
    """Hears both pipes to their ends; refuses to wait longer than until then."""
    with selectors.DefaultSelector() as selector:
        for pipe, ear in ((child.stdout, ears["out"]), (child.stderr, ears["said"])):
            if pipe is not None:
                selector.register(pipe, selectors.EVENT_READ, ear)
        while selector.get_map():
            ready = selector.select(max(0, until - time.monotonic()))
            if not ready and time.monotonic() >= until:
                raise TooHard()
            for key, _ in ready:
                words = os.read(key.fd, CHUNK)
                if words:
                    key.data(words)
                else:
                    selector.unregister(key.fileobj)


def end(child: subprocess.Popen[bytes]) -> None:
    """Kills the process and whatever it started, unless it has ended."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def judged(ending: Ending) -> Ending:
    """The ending; refuses one by a bound, and raises one that is our fault and not the file's."""
    ours = ("No space left on device", "pthread_create() failed")
    if any(each in ending.said for each in ours) or ending.code == -signal.SIGKILL:
        raise TranscoderFailed(ending.said[-500:])
    outgrown = "Cannot allocate memory" in ending.said or "File too large" in ending.said
    if ending.code and (outgrown or ending.code == -signal.SIGXFSZ):
        raise TooHard()
    return ending
