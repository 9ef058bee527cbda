"""Set the cancellation policy."""

from tutti.kit.caller import Admin
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.scheduling.cancellation import policies
from tutti.scheduling.cancellation.policy import PolicyInForce, PolicyUpdate


@endpoint.put("/v1/cancellation-policy", grants=[Grant.WRITE])
async def update_cancellation_policy(update: PolicyUpdate, caller: Admin) -> PolicyInForce:
    """Put a new version of the cancellation policy in force; those before it are kept."""
    return policies.update_cancellation_policy(caller, update, now=utc_now())


handler = lambda_handler(update_cancellation_policy)
