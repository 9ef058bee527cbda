"""Book a slot of a group's time for one of its members, one to one."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import LessonId
from tutti.scheduling.groups import slot_booking
from tutti.scheduling.lesson import Lesson


@endpoint.post("/v1/windows/{window_id}/bookings", grants=[Grant.WRITE], status=201)
async def book_slot(window_id: LessonId, booking: slot_booking.SlotBooking, caller: Member) -> Lesson:
    """Book a slot of a group's time for one of its members, one to one."""
    return slot_booking.book_slot(caller, window_id, booking, now=utc_now())


handler = lambda_handler(book_slot)
