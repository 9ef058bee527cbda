"""Add a course to what the studio offers."""

from tutti.enrollment import catalogue
from tutti.enrollment.course import Course, CourseDraft
from tutti.kit.caller import Admin
from tutti.kit.endpoint import Grant, endpoint, lambda_handler


@endpoint.post("/v1/courses", grants=[Grant.WRITE], status=201)
async def add_course(draft: CourseDraft, caller: Admin) -> Course:
    """Add a course to what the studio offers."""
    return catalogue.add_course(caller.tenant, draft)


handler = lambda_handler(add_course)
