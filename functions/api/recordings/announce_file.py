"""Announce a file, and get the form that uploads it."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.due import Timers
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.recordings import filing
from tutti.recordings.document import DocumentDraft
from tutti.recordings.filing import AnnouncedFile


@endpoint.post("/v1/files", grants=[Grant.WRITE, Grant.UPLOAD, Grant.SCHEDULE], status=201)
async def announce_file(draft: DocumentDraft, caller: Member) -> AnnouncedFile:
    """Announce a file, and get the form that uploads it."""
    return filing.announce_file(caller, draft, timers=Timers(), now=utc_now())


handler = lambda_handler(announce_file)
