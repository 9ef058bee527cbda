"""Each stage is synthesised once, whichever process asks first."""

import fcntl
import os
from pathlib import Path

import pytest

from infra.settings import STAGES
from tests.infra.assembly import Assembly, synthesise


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session", params=STAGES)
def assembly(request: pytest.FixtureRequest, shared: Path) -> Assembly:
    """One stage, synthesised."""
    folder = shared / f"stage-{request.param}"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "out").is_dir():
            return synthesise(request.param, folder)
    return Assembly(request.param, folder / "out")
