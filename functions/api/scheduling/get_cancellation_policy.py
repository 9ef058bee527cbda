"""The cancellation policy in force."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.scheduling.cancellation import policies
from tutti.scheduling.cancellation.policy import PolicyInForce


@endpoint.get("/v1/cancellation-policy", grants=[Grant.READ])
async def get_cancellation_policy(caller: Member) -> PolicyInForce:
    """The cancellation policy in force; the default where the studio has set none."""
    return policies.get_cancellation_policy(caller.tenant)


handler = lambda_handler(get_cancellation_policy)
