"""One family."""

from tutti.kit.caller import OfficeOrGuardian
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import FamilyId
from tutti.people import families
from tutti.people.family import Family


@endpoint.get("/v1/families/{family_id}", grants=[Grant.READ])
async def get_family(family_id: FamilyId, caller: OfficeOrGuardian) -> Family:
    """One family."""
    return families.get_family(caller, family_id)


handler = lambda_handler(get_family)
