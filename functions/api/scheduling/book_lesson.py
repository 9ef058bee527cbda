"""Book one lesson."""

from tutti.enrollment.published import requiring_course
from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.due import Timers
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.scheduling.booking import book
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.lesson_terms import Booking
from tutti.scheduling.makeups import paid_with_credit


@endpoint.post("/v1/bookings", grants=[Grant.WRITE, Grant.SCHEDULE], status=201)
async def book_lesson(booking: Booking, caller: Member) -> Lesson:
    """Book one lesson: confirmed at once, or requested where the studio reviews what families ask for.

    A makeup lesson is paid with the credit of its students.
    """
    requiring = [requiring_course(caller.tenant, booking.course_id)]
    now = utc_now()
    paying = paid_with_credit(caller.tenant, booking, now=now)
    return book(caller, booking, requiring=requiring, timers=Timers(), now=now, along=paying)


handler = lambda_handler(book_lesson)
