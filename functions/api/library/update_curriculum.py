"""Change a curriculum, and with it all that stand on it; it keeps its own base."""

from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import CurriculumId
from tutti.library import curricula
from tutti.library.curriculum import Curriculum, CurriculumUpdate


@endpoint.put("/v1/curricula/{curriculum_id}", grants=[Grant.WRITE])
async def update_curriculum(
    curriculum_id: CurriculumId, update: CurriculumUpdate, caller: Staff
) -> Curriculum:
    """Change a curriculum, and with it all that stand on it; it keeps its own base."""
    return curricula.update_curriculum(caller, curriculum_id, update, now=utc_now())


handler = lambda_handler(update_curriculum)
