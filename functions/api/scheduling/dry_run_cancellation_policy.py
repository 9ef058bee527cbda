"""Try a cancellation policy on what was cancelled."""

from tutti.kit.caller import Admin
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.scheduling.cancellation import replaying
from tutti.scheduling.cancellation.replaying import Replay, Trial


@endpoint.post("/v1/cancellation-policy/dry-run", grants=[Grant.READ])
async def dry_run_cancellation_policy(trial: Trial, caller: Admin) -> Replay:
    """What past cancellations were, and what a policy would have made of them; nothing is written."""
    return replaying.dry_run_cancellation_policy(caller.tenant, trial)


handler = lambda_handler(dry_run_cancellation_policy)
