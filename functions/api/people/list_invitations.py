"""The studio's invitations, the newest first, a page at a time."""

from tutti.kit.caller import Admin
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.people import inviting
from tutti.people.invitation import Invitation


@endpoint.get("/v1/invitations", grants=[Grant.READ])
async def list_invitations(caller: Admin, cursor: Cursor = None, limit: Limit = 20) -> Page[Invitation]:
    """The studio's invitations, the newest first, a page at a time."""
    return inviting.list_invitations(caller.tenant, limit=limit, cursor=cursor)


handler = lambda_handler(list_invitations)
