"""Remove a rubric."""

from tutti.coursework import rubrics
from tutti.kit.caller import Staff
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import RubricId


@endpoint.delete("/v1/rubrics/{rubric_id}", grants=[Grant.WRITE], status=204)
async def remove_rubric(rubric_id: RubricId, caller: Staff) -> None:
    """Remove a rubric; grades that were given by it keep it."""
    rubrics.remove_rubric(caller, rubric_id)


handler = lambda_handler(remove_rubric)
