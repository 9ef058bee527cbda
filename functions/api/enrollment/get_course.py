"""One course."""

from tutti.enrollment.course import Course
from tutti.enrollment.store import CourseStore
from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import CourseId


@endpoint.get("/v1/courses/{course_id}", grants=[Grant.READ])
async def get_course(course_id: CourseId, caller: Member) -> Course:
    """One course."""
    return CourseStore(caller.tenant).get(course_id)


handler = lambda_handler(get_course)
