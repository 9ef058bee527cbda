"""Change a rubric."""

from tutti.coursework import rubrics
from tutti.coursework.rubric import Rubric, RubricUpdate
from tutti.kit.caller import Staff
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import RubricId


@endpoint.put("/v1/rubrics/{rubric_id}", grants=[Grant.WRITE])
async def update_rubric(rubric_id: RubricId, update: RubricUpdate, caller: Staff) -> Rubric:
    """Change a rubric; grades that were given keep the version that they were given by."""
    return rubrics.update_rubric(caller, rubric_id, update)


handler = lambda_handler(update_rubric)
