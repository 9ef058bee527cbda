"""The students that the caller may see, a page at a time."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import FamilyId
from tutti.people import students
from tutti.people.family import Student


@endpoint.get("/v1/students", grants=[Grant.READ])
async def list_students(
    caller: Member, family_id: FamilyId | None = None, cursor: Cursor = None, limit: Limit = 20
) -> Page[Student]:
    """The students that the caller may see, a page at a time."""
    return students.list_students(caller, family_id, limit=limit, cursor=cursor)


handler = lambda_handler(list_students)
