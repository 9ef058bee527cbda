"""Grade work by a rubric."""

from tutti.coursework import grades
from tutti.coursework.grade import Grade, NewGrade
from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler


@endpoint.post("/v1/grades", grants=[Grant.WRITE], status=201)
async def give_grade(new: NewGrade, caller: Staff) -> Grade:
    """Grade work by a rubric; the family sees the grade once it is released."""
    return grades.give_grade(caller, new, now=utc_now())


handler = lambda_handler(give_grade)
