"""Tell the waiting enrolment how its payment went."""

from tutti.billing.gateway import StripeCheckout
from tutti.enrollment import settling
from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.sagas import StepFunctions
from tutti.kit.tenant import Tenant


def answer_payment(tenant: Tenant, fact: Envelope) -> None:
    """Let the saga go on, or end; what was paid for an enrolment that is over goes back."""
    enrollment_id = fact.data.get("enrollment_id")
    if enrollment_id is None:
        return
    if fact.name == "PaymentSettled":
        settling.settle_payment(tenant, StepFunctions(), StripeCheckout(), enrollment_id, now=utc_now())
    else:
        settling.let_expire(tenant, StepFunctions(), enrollment_id, now=utc_now())


handler = on_fact("PaymentSettled", "CheckoutExpired", grants=[Grant.WRITE, Grant.ANSWER, Grant.STRIPE])(
    answer_payment
)
