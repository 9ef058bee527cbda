"""All versions of the cancellation policy, the newest first."""

from tutti.kit.caller import Office
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.scheduling.cancellation import policies
from tutti.scheduling.cancellation.policy import PolicyInForce


@endpoint.get("/v1/cancellation-policy/versions", grants=[Grant.READ])
async def list_cancellation_policy_versions(
    caller: Office, cursor: Cursor = None, limit: Limit = 20
) -> Page[PolicyInForce]:
    """All versions of the cancellation policy, the newest first, a page at a time."""
    return policies.list_cancellation_policy_versions(caller.tenant, limit=limit, cursor=cursor)


handler = lambda_handler(list_cancellation_policy_versions)
