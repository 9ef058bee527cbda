"""A folder to work in, and an end to those that the dead have left.

Whoever is killed cleans nothing up, and Lambda keeps /tmp when it starts the next one in the same place. A
folder is locked while its owner lives; the system opens the lock when that one dies, however that was.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from tempfile import gettempdir, mkdtemp


@contextmanager
def workroom() -> Iterator[Path]:
    """An empty folder, gone afterwards; what others left who are dead by now is gone before."""
    with _locked(_hall()):
        _clear(_hall())
        room = Path(mkdtemp(dir=_hall()))
        key = _open(room)
        flock(key, LOCK_EX)
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)
        os.close(key)


def _hall() -> Path:
    hall = Path(gettempdir()) / f"tutti-uploads-{os.getuid()}"
    hall.mkdir(mode=0o700, exist_ok=True)
    return hall


def _clear(hall: Path) -> None:
    for room in hall.iterdir():
        # Who is at work holds the lock; who is just leaving has removed the folder.
        with suppress(BlockingIOError, FileNotFoundError), _locked(room, LOCK_NB):
            shutil.rmtree(room, ignore_errors=True)


@contextmanager
def _locked(folder: Path, mode: int = 0) -> Iterator[None]:
    key = _open(folder)
    try:
        flock(key, LOCK_EX | mode)
        yield
    finally:
        os.close(key)


def _open(folder: Path) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
