"""Whose video rooms the studio uses, and with which providers it has an account."""

from tutti.kit.caller import Admin
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.scheduling.video import online
from tutti.scheduling.video.online import VideoSettings


@endpoint.get("/v1/studio/video", grants=[Grant.READ, Grant.VIDEO])
async def get_video_settings(caller: Admin) -> VideoSettings:
    """Whose video rooms the studio uses, and with which providers it has an account."""
    return online.video_settings(caller.tenant)


handler = lambda_handler(get_video_settings)
