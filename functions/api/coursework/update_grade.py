"""Change a grade, or release it."""

from tutti.coursework import grades
from tutti.coursework.grade import Grade, GradeUpdate
from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import GradeId


@endpoint.put("/v1/grades/{grade_id}", grants=[Grant.WRITE])
async def update_grade(grade_id: GradeId, update: GradeUpdate, caller: Staff) -> Grade:
    """Change a grade, or release it to the family; every version that it had is kept."""
    return grades.update_grade(caller, grade_id, update, now=utc_now())


handler = lambda_handler(update_grade)
