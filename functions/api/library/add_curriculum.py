"""Add a curriculum: steps of its own, or changes to another one."""

from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.library import curricula
from tutti.library.curriculum import Curriculum, CurriculumDraft


@endpoint.post("/v1/curricula", grants=[Grant.WRITE], status=201)
async def add_curriculum(draft: CurriculumDraft, caller: Staff) -> Curriculum:
    """Add a curriculum: steps of its own, or changes to another one."""
    return curricula.add_curriculum(caller, draft, now=utc_now())


handler = lambda_handler(add_curriculum)
