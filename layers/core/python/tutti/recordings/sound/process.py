"""One child process: bounded in time, memory and the size of its files, and gone when we are done with it."""

import errno
import os
import resource
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tutti.recordings.sound.unplayable import TooHard

MEMORY = 224 * 1024 * 1024
"""Of private memory, the stacks of all threads included, most of which are never touched."""
CHUNK = 64 * 1024
HEARD = 256 * 1024
LINE = 1024
"""FFmpeg cuts what it says at so many bytes."""
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
        self._line = b""

    def hear(self, words: bytes) -> None:
        """Take more of it in; only whole remarks of FFmpeg's own count packets as lost."""
        *lines, rest = (self._line + words).split(b"\n")
        self._line = rest[:LINE]
        self.lost += sum(line[:1] == b"[" and any(phrase in line for phrase in LOST) for line in lines)
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
    until: float,
    file_bytes: int,
) -> Ending:
    """Runs the command, hands over what it writes to its output, and ends it with all its children.

    Refuses (`TooHard`) what goes on beyond that moment of the monotonic clock; whatever `take` raises
    ends it too.
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
            listen(child, {"out": take, "said": speech.hear}, until)
            code = child.wait()
        finally:
            end(child)
    return Ending(code, speech.text, speech.lost)


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
            if time.monotonic() >= until:
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
    """The ending; refuses one by a bound, and raises one that is our fault and not the file's.

    The code decides: words of the file's own, such as its title, stand among those of FFmpeg.
    """
    is_crowded = ending.code == told(errno.EAGAIN) and says(ending.said, "pthread_create() failed")
    if is_crowded or ending.code in {told(errno.ENOSPC), -signal.SIGKILL}:
        raise TranscoderFailed(ending.said[-500:])
    if ending.code in {told(errno.ENOMEM), told(errno.EFBIG), -signal.SIGXFSZ}:
        raise TooHard()
    return ending


def told(number: int) -> int:
    """The code with which FFmpeg ends for an error of the system's."""
    return 256 - number


def says(said: str, phrase: str) -> bool:
    """Whether FFmpeg remarks this itself: such lines begin with who says it, those of tags with spaces."""
    return any(line.startswith("[") and phrase in line for line in said.split("\n"))
