"""Charge the fee of a cancelled lesson."""

from tutti.billing.fees import charge_cancellation_fees
from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.scheduling.cancellation.cancellation import cancellation_named


def charge_cancellation_fee(tenant: Tenant, fact: Envelope) -> None:
    """Issue the invoice over the fee, if the cancellation costs one."""
    if cancellation_id := cancellation_named(fact.name, fact.subject, fact.data):
        charge_cancellation_fees(tenant, cancellation_id, now=utc_now())


handler = on_fact("LessonCancelled", "LessonLeft", "CancellationDecided", grants=[Grant.WRITE])(
    charge_cancellation_fee
)
