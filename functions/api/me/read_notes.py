"""Put notes aside that were read."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.messaging import notes
from tutti.messaging.note import NotesRead, Unread


@endpoint.post("/v1/me/notes/read", grants=[Grant.WRITE])
async def read_notes(read: NotesRead, caller: Member) -> Unread:
    """Put notes aside that were read: all up to one, or some."""
    return notes.read_notes(caller, read, now=utc_now())


handler = lambda_handler(read_notes)
