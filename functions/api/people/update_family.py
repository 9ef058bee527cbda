"""Change a family, and who of it is billed."""

from tutti.kit.caller import Office
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import FamilyId
from tutti.people import families
from tutti.people.family import Family, FamilyUpdate


@endpoint.put("/v1/families/{family_id}", grants=[Grant.WRITE])
async def update_family(family_id: FamilyId, update: FamilyUpdate, caller: Office) -> Family:
    """Change a family, and who of it is billed."""
    return families.update_family(caller, family_id, update)


handler = lambda_handler(update_family)
