"""Remove a curriculum on which no other one stands."""

from tutti.kit.caller import Staff
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import CurriculumId
from tutti.library import curricula


@endpoint.delete("/v1/curricula/{curriculum_id}", grants=[Grant.WRITE], status=204)
async def remove_curriculum(curriculum_id: CurriculumId, caller: Staff) -> None:
    """Remove a curriculum on which no other one stands."""
    curricula.remove_curriculum(caller, curriculum_id)


handler = lambda_handler(remove_curriculum)
