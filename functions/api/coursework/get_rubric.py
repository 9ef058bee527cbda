"""One rubric."""

from tutti.coursework import rubrics
from tutti.coursework.rubric import Rubric
from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import RubricId


@endpoint.get("/v1/rubrics/{rubric_id}", grants=[Grant.READ])
async def get_rubric(rubric_id: RubricId, caller: Member) -> Rubric:
    """One rubric; families read by what their work will be graded."""
    return rubrics.get_rubric(caller.tenant, rubric_id)


handler = lambda_handler(get_rubric)
