"""The cases of a failure table run several at once, each in a school of its own."""

from collections.abc import Iterator

import pytest

from tests.support.case_school import CaseSchool, Elsewhere, a_case_school
from tests.support.deployed import Deployed
from tests.support.side_by_side import AT_ONCE, SideBySide


@pytest.fixture(scope="module")
def schools(deployed: Deployed) -> list[CaseSchool]:
    return [a_case_school(deployed) for _ in range(AT_ONCE)]


@pytest.fixture(scope="module")
def elsewhere(deployed: Deployed, schools: list[CaseSchool]) -> Elsewhere:
    """All else, as it is before the first case."""
    return Elsewhere(deployed, schools)


@pytest.fixture(scope="module")
def cases(
    request: pytest.FixtureRequest, schools: list[CaseSchool], elsewhere: Elsewhere
) -> Iterator[SideBySide[CaseSchool]]:
    """The cases of this module, begun."""
    running = SideBySide(schools, CaseSchool.behaves_again)
    running.begin(item for item in request.session.items if item.path == request.path)
    yield running
    running.stop()
