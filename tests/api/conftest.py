"""Endpoints in process against moto: every test has studios of its own."""

from collections.abc import Iterator

import pytest

from tests.support.cloud_in_process import cloud_in_process, forget_items, set_environment

set_environment()

from tests.support.door import Call  # noqa: E402
from tests.support.school import School, a_school  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def aws() -> Iterator[None]:
    with cloud_in_process():
        yield


@pytest.fixture(autouse=True)
def empty_table(aws: None) -> Iterator[None]:
    yield
    forget_items()


@pytest.fixture
def call() -> Call:
    return Call()


@pytest.fixture
def forte() -> School:
    return a_school("Forte", zone="Europe/Vienna", currency="EUR")


@pytest.fixture
def allegro() -> School:
    return a_school("Allegro", zone="America/Toronto", currency="CAD")
