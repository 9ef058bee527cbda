"""The recordings of a student, or the studio's own, the newest first."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import StudentId
from tutti.recordings import reading
from tutti.recordings.model import RecordingShown


@endpoint.get("/v1/recordings", grants=[Grant.READ])
async def list_recordings(
    caller: Member, student_id: StudentId | None = None, cursor: Cursor = None, limit: Limit = 20
) -> Page[RecordingShown]:
    """The recordings of a student, or the studio's own, the newest first."""
    return reading.list_recordings(caller, student_id, limit=limit, cursor=cursor)


handler = lambda_handler(list_recordings)
