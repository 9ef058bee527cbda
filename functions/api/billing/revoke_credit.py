"""Take minutes of credit back."""

from tutti.billing import credits_by_hand
from tutti.billing.credit import Credit
from tutti.billing.credits_by_hand import Revocation
from tutti.kit.caller import Office
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import CreditId


@endpoint.post("/v1/credits/{credit_id}/revoke", grants=[Grant.WRITE])
async def revoke_credit(credit_id: CreditId, revocation: Revocation, caller: Office) -> Credit:
    """Take back what is left of a credit, or so many minutes of it."""
    return credits_by_hand.revoke_credit(caller, credit_id, revocation, now=utc_now())


handler = lambda_handler(revoke_credit)
