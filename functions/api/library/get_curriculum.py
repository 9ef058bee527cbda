"""A curriculum as it reads with everything that it stands on, and which changes do not fit."""

from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import CurriculumId
from tutti.library import curricula
from tutti.library.curricula import CurriculumRead


@endpoint.get("/v1/curricula/{curriculum_id}", grants=[Grant.READ])
async def get_curriculum(curriculum_id: CurriculumId, caller: Staff) -> CurriculumRead:
    """A curriculum as it reads with everything that it stands on, and which changes do not fit."""
    return curricula.get_curriculum(caller, curriculum_id, now=utc_now())


handler = lambda_handler(get_curriculum)
