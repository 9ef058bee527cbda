"""Decide a cancellation that the policy leaves to the office."""

from tutti.kit.caller import Office
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import CancellationId
from tutti.scheduling.cancellation import cancellations
from tutti.scheduling.cancellation.cancellation import CancellationDecision, CancellationRecord


@endpoint.post("/v1/cancellations/{cancellation_id}/decide", grants=[Grant.WRITE])
async def decide_cancellation(
    cancellation_id: CancellationId, decision: CancellationDecision, caller: Office
) -> CancellationRecord:
    """Decide what the policy leaves to the office: a fee, a credit, or neither."""
    return cancellations.decide_cancellation(caller, cancellation_id, decision, now=utc_now())


handler = lambda_handler(decide_cancellation)
