"""Who calls is read from the claims of an access token, and of no other token."""

from typing import Any

import pytest

from tutti.kit.errors import NotSignedIn
from tutti.kit.role import Role
from tutti.kit.who import ChooseStudio, caller_of, claims_in

CLAIMS = {
    "sub": "3c6e",
    "token_use": "access",
    "studio_id": "stu_1",
    "person_id": "per_1",
    "role": "manager",
    "locations": "loc_1 loc_2",
}


def _event(claims: dict[str, str] | None) -> dict[str, Any]:
    return {"requestContext": {"authorizer": {"jwt": {"claims": claims}}} if claims else {}}


def test_reads_studio_role_and_locations_from_an_access_token() -> None:
    claims = claims_in(_event(CLAIMS))
    assert claims
    caller = caller_of(claims)
    assert (caller.studio_id, caller.role, caller.location_ids) == ("stu_1", Role.MANAGER, ("loc_1", "loc_2"))


@pytest.mark.parametrize("use", ["id", "", None])
def test_refuses_a_token_that_is_for_something_else(use: str | None) -> None:
    claims = {name: value for name, value in (CLAIMS | {"token_use": use}).items() if value is not None}
    with pytest.raises(NotSignedIn):
        claims_in(_event(claims))


def test_finds_nobody_where_the_authorizer_named_nobody() -> None:
    assert claims_in(_event(None)) is None


def test_refuses_a_token_that_names_no_studio() -> None:
    with pytest.raises(ChooseStudio):
        caller_of({"sub": "3c6e", "token_use": "access"})
