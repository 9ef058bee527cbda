"""One guardian."""

from tutti.kit.caller import OfficeOrGuardian
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import GuardianId
from tutti.people import guardians
from tutti.people.family import Guardian


@endpoint.get("/v1/guardians/{guardian_id}", grants=[Grant.READ])
async def get_guardian(guardian_id: GuardianId, caller: OfficeOrGuardian) -> Guardian:
    """One guardian."""
    return guardians.get_guardian(caller, guardian_id)


handler = lambda_handler(get_guardian)
