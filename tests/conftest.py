"""What all tests share: a deployed local cloud, on ports of its own, and Hypothesis without haste."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from local.cloud import Cloud
from tests.support.deployed import Deployed

PORT = 4880
LONGEST_NAME = 40
RUNNING = "TUTTI_TEST_CLOUD"
"""The state folder of a cloud that runs already, to try single tests against without another start."""

# A busy machine is no mistake of ours.
settings.register_profile("tutti", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tutti")


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    if running := os.environ.get(RUNNING):
        yield Cloud(Path(running), int(os.environ["PORT"]))
        return
    with Cloud(tmp_path_factory.mktemp("cloud"), PORT) as started:
        yield started


@pytest.fixture(scope="session")
def deployed(cloud: Cloud) -> Deployed:
    return Deployed(cloud)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a file that a test is given by its size: its bytes are no name, and may differ between workers."""
    return f"{len(val)} bytes" if isinstance(val, bytes) and len(val) > LONGEST_NAME else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "cloud" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.cloud)
