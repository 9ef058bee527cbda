"""A student's credits, the first to expire first."""

from tutti.billing import credits_by_hand
from tutti.billing.credits_by_hand import CreditPage
from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.ids import StudentId


@endpoint.get("/v1/students/{student_id}/credits", grants=[Grant.READ])
async def list_student_credits(
    student_id: StudentId, caller: Member, cursor: Cursor = None, limit: Limit = 20
) -> CreditPage:
    """A student's credits, the first to expire first, and what became of all minutes."""
    return credits_by_hand.list_student_credits(caller, student_id, now=utc_now(), limit=limit, cursor=cursor)


handler = lambda_handler(list_student_credits)
