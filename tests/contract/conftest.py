"""A school that nobody needs afterwards, with one of everything, and those who call."""

import pytest

from tests.support.deployed import Deployed
from tests.support.letters import invitation_token
from tests.support.marked_school import MarkedSchool
from tests.support.visitor import Visitor


@pytest.fixture(scope="module")
def school(deployed: Deployed) -> MarkedSchool:
    """A school of its own, so that its address, its people and its things may be changed and removed."""
    founder = Visitor(deployed).signs_up()
    slug = founder.founds_a_school()["slug"]
    return MarkedSchool(deployed, slug, founder.header)


@pytest.fixture(scope="module")
def headers(deployed: Deployed, school: MarkedSchool) -> dict[str, dict[str, str]]:
    """The headers of everybody who calls, by what they are there."""
    return {"public": {}, "guardian": _guardian(deployed, school).header, "owner": school.owner}


def _guardian(deployed: Deployed, school: MarkedSchool) -> Visitor:
    """The guardian of the marked family, who came in by an invitation."""
    guardian = Visitor(deployed, school.address("eva"))
    invited = {"email": guardian.email, "roles": ["guardian"], "person_id": school.ids["guardian_id"]}
    school.add("/v1/invitations", **invited)
    token = invitation_token(deployed, guardian.email)
    somebody = {"password": guardian.password, "given_name": "Eva", "family_name": school.mark}
    guardian.does("POST", f"/v1/public/invitations/{token}/sign-up", somebody)
    return guardian
