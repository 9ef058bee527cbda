"""Sounds that a whole run shares, and a folder for each test to work in."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.sounds import Sounds
from tutti.recordings.sound import Prepared, prepare

Prepare = Callable[[Path], Prepared]
TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture(scope="session")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Sounds:
    return Sounds(tmp_path_factory.mktemp("sounds"))


@pytest.fixture
def workdir(tmp_path: Path) -> Path:
    place = tmp_path / "work"
    place.mkdir()
    return place


@pytest.fixture
def prepared(workdir: Path) -> Prepare:
    """Prepares a file under a limit of ten minutes."""
    return lambda source: prepare(source, workdir, limit=TEN_MINUTES)
