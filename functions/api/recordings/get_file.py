"""One file, with a link to open it."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import FileId
from tutti.recordings import filing
from tutti.recordings.document import DocumentShown


@endpoint.get("/v1/files/{file_id}", grants=[Grant.READ, Grant.LISTEN])
async def get_file(file_id: FileId, caller: Member) -> DocumentShown:
    """One file, with a link to open it."""
    return filing.get_file(caller, file_id, now=utc_now())


handler = lambda_handler(get_file)
