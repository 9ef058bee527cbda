"""Come into the video room of an online lesson; whoever comes first opens it."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import LessonId
from tutti.scheduling.video import online
from tutti.scheduling.video.video import VideoLink


@endpoint.post("/v1/lessons/{lesson_id}/video", grants=[Grant.WRITE, Grant.VIDEO], timeout=20)
async def open_video(lesson_id: LessonId, caller: Member) -> VideoLink:
    """Come into the video room of an online lesson; whoever comes first opens it."""
    return online.open_video(caller, lesson_id, now=utc_now())


handler = lambda_handler(open_video)
