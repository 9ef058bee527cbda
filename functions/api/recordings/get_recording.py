"""One recording, with links to hear it and to draw its waveform."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import RecordingId
from tutti.recordings import reading
from tutti.recordings.model import RecordingShown


@endpoint.get("/v1/recordings/{recording_id}", grants=[Grant.READ, Grant.LISTEN])
async def get_recording(recording_id: RecordingId, caller: Member) -> RecordingShown:
    """One recording, with links to hear it and to draw its waveform."""
    return reading.get_recording(caller, recording_id, now=utc_now())


handler = lambda_handler(get_recording)
