"""Grant a student minutes of credit."""

from tutti.billing import credits_by_hand
from tutti.billing.credit import Credit
from tutti.billing.credits_by_hand import CreditDraft
from tutti.kit.caller import Office
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler


@endpoint.post("/v1/credits", grants=[Grant.WRITE], status=201)
async def grant_credit(draft: CreditDraft, caller: Office) -> Credit:
    """Grant a student minutes for makeup lessons of an instrument."""
    return credits_by_hand.grant_credit(caller, draft, now=utc_now())


handler = lambda_handler(grant_credit)
