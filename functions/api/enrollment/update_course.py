"""Change a course."""

from tutti.enrollment import catalogue
from tutti.enrollment.course import Course, CourseUpdate
from tutti.kit.caller import Admin
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import CourseId


@endpoint.put("/v1/courses/{course_id}", grants=[Grant.WRITE])
async def update_course(course_id: CourseId, update: CourseUpdate, caller: Admin) -> Course:
    """Change a course."""
    return catalogue.update_course(caller.tenant, course_id, update)


handler = lambda_handler(update_course)
