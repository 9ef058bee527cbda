"""Rooms to work in: empty, one's own, and cleared of what the dead have left."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.school import School
from tests.support.uploads import Uploads
from tutti.recordings import workroom as rooms
from tutti.recordings.workroom import workroom

DIE_AT_WORK = """
import os, sys
from tutti.recordings import workroom as rooms
rooms.gettempdir = lambda: sys.argv[1]
with rooms.workroom() as room:
    (room / "source").write_bytes(b"much")
    print(room, flush=True)
    os.kill(os.getpid(), 9)
"""


@pytest.fixture(autouse=True)
def tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(rooms, "gettempdir", lambda: str(tmp_path))
    return tmp_path


@pytest.fixture
def left(tmp: Path) -> Path:
    """What somebody has left who was killed."""
    core = Path(rooms.__file__).parents[2]
    dying = [sys.executable, "-c", DIE_AT_WORK, str(tmp)]
    died = subprocess.run(dying, check=False, cwd=core, capture_output=True, text=True)
    room = Path(died.stdout.strip())
    assert (room / "source").exists()
    return room


def test_a_room_is_gone_when_it_is_left() -> None:
    with workroom() as room:
        (room / "source").write_bytes(b"much")
    assert not room.exists()


def test_what_the_dead_have_left_is_removed_before_anybody_works(left: Path) -> None:
    with workroom():
        assert not left.exists()


def test_an_upload_is_looked_at_where_somebody_was_killed(
    left: Path, uploads: Uploads, forte: School
) -> None:
    uploads.arrive(forte.owner)
    assert not left.exists()


def test_who_is_at_work_keeps_the_room() -> None:
    with workroom() as first:
        (first / "source").write_bytes(b"much")
        with workroom() as second:
            assert second != first
        assert (first / "source").exists()
