"""One grade."""

from tutti.coursework import grade_reading
from tutti.coursework.grade import Grade
from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import GradeId


@endpoint.get("/v1/grades/{grade_id}", grants=[Grant.READ])
async def get_grade(grade_id: GradeId, caller: Member) -> Grade:
    """One grade, with the rubric that it was given by; families see released ones."""
    return grade_reading.get_grade(caller, grade_id)


handler = lambda_handler(get_grade)
