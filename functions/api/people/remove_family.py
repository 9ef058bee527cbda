"""Remove a family that has no students, with its guardians."""

from tutti.kit.caller import Office
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import FamilyId
from tutti.people import families


@endpoint.delete("/v1/families/{family_id}", grants=[Grant.WRITE], status=204)
async def remove_family(family_id: FamilyId, caller: Office) -> None:
    """Remove a family that has no students, with its guardians."""
    families.remove_family(caller, family_id)


handler = lambda_handler(remove_family)
