"""What the caller was told, the newest first."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.messaging import notes
from tutti.messaging.note import NotePage


@endpoint.get("/v1/me/notes", grants=[Grant.READ])
async def list_notes(caller: Member, cursor: Cursor = None, limit: Limit = 20) -> NotePage:
    """What the caller was told, the newest first, and how much of it is unread."""
    return notes.list_notes(caller, limit=limit, cursor=cursor)


handler = lambda_handler(list_notes)
