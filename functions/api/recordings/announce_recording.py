"""Announce a recording, and get the form that uploads it."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.due import Timers
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.recordings import announcing
from tutti.recordings.announcing import AnnouncedRecording
from tutti.recordings.model import RecordingDraft


@endpoint.post("/v1/recordings", grants=[Grant.WRITE, Grant.UPLOAD, Grant.SCHEDULE], status=201)
async def announce_recording(draft: RecordingDraft, caller: Member) -> AnnouncedRecording:
    """Announce a recording, and get the form that uploads it."""
    return announcing.announce_recording(caller, draft, timers=Timers(), now=utc_now())


handler = lambda_handler(announce_recording)
