"""A group's time that is booked one to one: its slots, and which of them are free."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import LessonId
from tutti.scheduling.groups import windows


@endpoint.get("/v1/windows/{window_id}", grants=[Grant.READ])
async def get_window(window_id: LessonId, caller: Member) -> windows.ShownWindow:
    """A group's time that is booked one to one: its slots, and which of them are free."""
    return windows.get_window(caller, window_id)


handler = lambda_handler(get_window)
