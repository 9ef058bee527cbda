"""The cases of a failure table run several at once, each in a school of its own."""

from collections.abc import Iterator

import pytest

from tests.support.case_school import CaseSchool, Elsewhere, a_case_school
from tests.support.deployed import Deployed
from tests.support.remains import Remains
from tests.support.side_by_side import AT_ONCE, SideBySide


@pytest.fixture(scope="module")
def schools(deployed: Deployed) -> list[CaseSchool]:
    return [a_case_school(deployed) for _ in range(AT_ONCE)]


@pytest.fixture(scope="module")
def elsewhere(deployed: Deployed, schools: list[CaseSchool]) -> tuple[Elsewhere, Remains]:
    """All other schools, and what they held before the first case."""
    others = Elsewhere(deployed, schools)
    return others, Remains.of(others)


@pytest.fixture(scope="module")
def cases(
    request: pytest.FixtureRequest, schools: list[CaseSchool], elsewhere: tuple[Elsewhere, Remains]
) -> Iterator[SideBySide[CaseSchool]]:
    """The cases of this module, begun."""
    running = SideBySide(schools, CaseSchool.behaves_again)
    running.begin(item for item in request.session.items if item.path == request.path)
    yield running
    running.stop()
