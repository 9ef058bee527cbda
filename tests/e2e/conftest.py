"""A school with one of everything in it, made once for all tests that need one."""

import pytest

from tests.support.deployed import Deployed
from tests.support.marked_school import MarkedSchool


@pytest.fixture(scope="session")
def school(deployed: Deployed) -> MarkedSchool:
    return MarkedSchool(deployed, "forte", deployed.sign_in("forte", "owner"))


@pytest.fixture(scope="session")
def rival(deployed: Deployed) -> dict[str, str]:
    """The header by which the owner of another school calls."""
    return deployed.sign_in("allegro", "owner")
