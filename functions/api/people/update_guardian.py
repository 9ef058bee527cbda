"""Change a guardian's particulars."""

from tutti.kit.caller import OfficeOrGuardian
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import GuardianId
from tutti.people import guardians
from tutti.people.family import Guardian, GuardianUpdate


@endpoint.put("/v1/guardians/{guardian_id}", grants=[Grant.WRITE])
async def update_guardian(
    guardian_id: GuardianId, update: GuardianUpdate, caller: OfficeOrGuardian
) -> Guardian:
    """Change a guardian's particulars."""
    return guardians.update_guardian(caller, guardian_id, update)


handler = lambda_handler(update_guardian)
