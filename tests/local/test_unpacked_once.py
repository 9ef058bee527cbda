"""Packages of functions, unpacked for all of their workers."""

import tempfile
import zipfile
from pathlib import Path

import pytest
from ministack.core import lambda_runtime

from local.patches import unpacked_once
from local.patches.unpacked_once import Zipfile
from tests.local.emulator import Emulator, zipped

WHERE = """
import os
def handler(event, context):
    return os.path.realpath(__file__)
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def unpacked(home: Path, source: str, place: str) -> Path:
    """Where a worker finds a package with this source."""
    package, folder = home / f"{place}.zip", home / place
    package.write_bytes(zipped(source))
    folder.mkdir()
    with Zipfile().ZipFile(str(package)) as archive:
        archive.extractall(str(folder))
    return folder


def test_workers_of_one_package_see_the_same_files(home: Path) -> None:
    one, other = unpacked(home, "x = 1", "one"), unpacked(home, "x = 2", "other")
    again = unpacked(home, "x = 1", "again")
    assert one.resolve() == again.resolve() != other.resolve()
    assert (again / "door.py").read_text() == "x = 1"


def test_who_is_second_to_unpack_takes_what_is_there(home: Path) -> None:
    there, mine = home / "there", home / "mine"
    for folder in (there, mine):
        folder.mkdir()
        (folder / "door.py").touch()
    unpacked_once.settle(mine, there)
    assert (there / "door.py").exists()
    assert not mine.exists()


def test_what_a_worker_leaves_behind_goes_without_the_package(home: Path) -> None:
    (home / "worker").mkdir()
    there = unpacked(home, "x = 1", "worker/code").resolve()
    worker = lambda_runtime.Worker("any", {}, b"")
    worker._tmpdir = str(home / "worker")
    worker._discard_tmpdir()
    assert not (home / "worker").exists()
    assert (there / "door.py").exists()


def test_is_no_other_module_in_all_else() -> None:
    assert Zipfile().BadZipFile is zipfile.BadZipFile


def test_functions_of_one_source_run_from_one_place(emulator: Emulator) -> None:
    seen = []
    for name in ("first-of-two", "second-of-two"):
        emulator.function(name, WHERE)
        seen.append(emulator.invoke(name)[0])
    assert seen[0] == seen[1]
