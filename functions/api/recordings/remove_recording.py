"""Remove a recording, every byte of it."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import RecordingId
from tutti.recordings import changing


@endpoint.delete("/v1/recordings/{recording_id}", grants=[Grant.WRITE, Grant.MEDIA], status=204)
async def remove_recording(recording_id: RecordingId, caller: Member) -> None:
    """Remove a recording, every byte of it."""
    changing.remove(caller, recording_id)


handler = lambda_handler(remove_recording)
