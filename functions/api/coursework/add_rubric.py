"""Add a rubric."""

from tutti.coursework import rubrics
from tutti.coursework.rubric import Rubric, RubricDraft
from tutti.kit.caller import Staff
from tutti.kit.endpoint import Grant, endpoint, lambda_handler


@endpoint.post("/v1/rubrics", grants=[Grant.WRITE], status=201)
async def add_rubric(draft: RubricDraft, caller: Staff) -> Rubric:
    """Add a rubric: criteria with weights, graded or passed, and the remarks that are made often."""
    return rubrics.add_rubric(caller, draft)


handler = lambda_handler(add_rubric)
