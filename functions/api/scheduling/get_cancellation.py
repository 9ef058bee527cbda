"""One cancellation, and why its outcome is what it is."""

from tutti.kit.caller import Office
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import CancellationId
from tutti.scheduling.cancellation import cancellations
from tutti.scheduling.cancellation.cancellations import ExplainedCancellation


@endpoint.get("/v1/cancellations/{cancellation_id}", grants=[Grant.READ])
async def get_cancellation(cancellation_id: CancellationId, caller: Office) -> ExplainedCancellation:
    """One cancellation, explained by the policy that decided it."""
    return cancellations.get_cancellation(caller, cancellation_id)


handler = lambda_handler(get_cancellation)
