"""The comments on a recording or a file."""

from tutti.coursework import comment_reading
from tutti.coursework.comment_reading import ShownComment
from tutti.kit.caller import Member
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import FileId, RecordingId


@endpoint.get("/v1/comments", grants=[Grant.READ])
async def list_comments(
    caller: Member,
    recording_id: RecordingId | None = None,
    file_id: FileId | None = None,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Page[ShownComment]:
    """The comments on a recording by time, or on a file by page, each with the replies to it after it."""
    return comment_reading.list_comments(caller, recording_id, file_id, limit=limit, cursor=cursor)


handler = lambda_handler(list_comments)
