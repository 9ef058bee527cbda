"""A school with one of everything in it, made once for all tests that need one."""

import pytest

from tests.support.at_rest import comes_to_rest
from tests.support.deployed import Deployed
from tests.support.marked_school import MarkedSchool
from tests.support.visitor import Visitor

NOBODYS = {
    "enrollment_id": "enr_",
    "invoice_id": "bil_",
    "reschedule_id": "rsc_",
    "cancellation_id": "can_",
    "entry_id": "wai_",
    "offer_id": "sof_",
}


@pytest.fixture(scope="session")
def school(deployed: Deployed) -> MarkedSchool:
    return MarkedSchool(deployed, "forte", deployed.sign_in("forte", "owner"))


@pytest.fixture(scope="session")
def rival(deployed: Deployed) -> dict[str, str]:
    """The header by which the owner of another school calls."""
    return deployed.sign_in("allegro", "owner")


@pytest.fixture(scope="session")
def quiet_school(deployed: Deployed) -> MarkedSchool:
    """A school in which nothing goes on but what its owner asks for, so that whatever is written shows."""
    founder = Visitor(deployed).signs_up()
    slug = founder.founds_a_school()["slug"]
    made = MarkedSchool(deployed, slug, founder.header, is_enrolling=False)
    comes_to_rest(made)
    made.ids |= {name: f"{prefix}{'0' * 26}" for name, prefix in NOBODYS.items()}
    return made
