"""Call a recording otherwise."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import RecordingId
from tutti.recordings import changing
from tutti.recordings.model import RecordingShown, RecordingUpdate


@endpoint.patch("/v1/recordings/{recording_id}", grants=[Grant.WRITE])
async def update_recording(
    recording_id: RecordingId, update: RecordingUpdate, caller: Member
) -> RecordingShown:
    """Call a recording otherwise."""
    return changing.update_recording(caller, recording_id, update)


handler = lambda_handler(update_recording)
