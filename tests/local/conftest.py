from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.local.emulator import Emulator, running


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """MiniStack as the local cloud runs it."""
    with running(tmp_path_factory.mktemp("patched")) as patched:
        yield patched


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """MiniStack as it is published, to see that a gap is still there to be closed."""
    with running(tmp_path_factory.mktemp("bare"), "ministack") as unpatched:
        yield unpatched


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        is_ours = item.path.is_relative_to(Path(__file__).parent)
        if is_ours and {"cloud", "emulator", "bare"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.emulator)
