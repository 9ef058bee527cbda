"""The studio's teachers, a page at a time; for a teacher the own profile."""

from tutti.kit.caller import Staff
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.people import teachers
from tutti.people.teacher import Teacher


@endpoint.get("/v1/teachers", grants=[Grant.READ])
async def list_teachers(caller: Staff, cursor: Cursor = None, limit: Limit = 20) -> Page[Teacher]:
    """The studio's teachers, a page at a time; for a teacher the own profile."""
    return teachers.list_teachers(caller, limit=limit, cursor=cursor)


handler = lambda_handler(list_teachers)
