"""Make a recording anew from what was uploaded."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.due import Timers
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import RecordingId
from tutti.recordings import again
from tutti.recordings.model import RecordingShown

GRANTS = [Grant.WRITE, Grant.MEDIA, Grant.SCHEDULE]


@endpoint.post("/v1/recordings/{recording_id}/transcode", grants=GRANTS, status=202)
async def transcode_again(recording_id: RecordingId, caller: Member) -> RecordingShown:
    """Make a recording anew from what was uploaded."""
    return again.transcode_again(caller, recording_id, timers=Timers(), now=utc_now())


handler = lambda_handler(transcode_again)
