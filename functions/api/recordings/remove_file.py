"""Remove a file, every byte of it."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import FileId
from tutti.recordings import changing


@endpoint.delete("/v1/files/{file_id}", grants=[Grant.WRITE, Grant.MEDIA], status=204)
async def remove_file(file_id: FileId, caller: Member) -> None:
    """Remove a file, every byte of it."""
    changing.remove(caller, file_id)


handler = lambda_handler(remove_file)
