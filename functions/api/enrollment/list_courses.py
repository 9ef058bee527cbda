"""The studio's courses, a page at a time."""

from tutti.enrollment.course import Course
from tutti.enrollment.store import CourseStore
from tutti.kit.caller import Member
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page


@endpoint.get("/v1/courses", grants=[Grant.READ])
async def list_courses(caller: Member, cursor: Cursor = None, limit: Limit = 20) -> Page[Course]:
    """The studio's courses, a page at a time."""
    return CourseStore(caller.tenant).page(limit=limit, cursor=cursor)


handler = lambda_handler(list_courses)
