"""The staff of the studio, or those with one role, a page at a time."""

from tutti.kit.caller import Staff
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.role import Role
from tutti.people import members
from tutti.people.member import MemberProfile


@endpoint.get("/v1/members", grants=[Grant.READ])
async def list_members(
    caller: Staff, role: Role | None = None, cursor: Cursor = None, limit: Limit = 20
) -> Page[MemberProfile]:
    """The staff of the studio, or those with one role, a page at a time."""
    return members.list_members(caller, role, limit=limit, cursor=cursor)


handler = lambda_handler(list_members)
