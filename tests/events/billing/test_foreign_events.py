"""Events that claim what is not so, or mean nothing to us."""

from tests.support.bills import (
    an_invoice,
    payments,
    reread,
    session_of,
    told_names,
)
from tests.support.paper_checkout import (
    PaperCheckout,
    declined_object,
    session_object,
)
from tests.support.school import School
from tests.support.stripe_post import StripePost
from tutti.billing.invoice import Invoice
from tutti.billing.stripe_event import PLATFORM
from tutti.kit.clock import utc_now
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant

COMPLETED = "checkout.session.completed"
EXPIRED = "checkout.session.expired"


def test_unknown_types_are_nothing(
    forte: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    before = told_names(forte)
    post.tell("customer.subscription.updated", session_object(provider, session_of(invoice)))
    assert told_names(forte) == before | {"StripeEventReceived": 1}


def test_an_event_cannot_touch_a_studio_that_never_issued_the_invoice(
    forte: School, allegro: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    own = an_invoice(allegro)
    intent = provider.pay(session_of(invoice))
    foreign = session_object(provider, session_of(invoice))
    foreign["metadata"] = foreign["metadata"] | {"studio_id": allegro.studio.id}
    post.tell(COMPLETED, foreign)
    post.tell(EXPIRED, foreign)
    post.tell("payment_intent.payment_failed", declined_object(intent) | {"metadata": foreign["metadata"]})
    assert (payments(allegro), payments(forte), reread(allegro, own)) == ([], [], own)
    assert reread(forte, invoice).is_open
    assert set(told_names(allegro)) == {"InvoiceIssued", "StripeEventReceived"}
    assert invoice.id in unmatched_at_the_platform()


def unmatched_at_the_platform() -> list[str]:
    platform = Tenant(PLATFORM)
    lines = platform.table.all(platform.partition("AUDIT", utc_now().strftime("%Y-%m")))
    facts = [Envelope.model_validate_json(line.body) for line in lines]
    return [fact.subject for fact in facts if fact.name == "PaymentUnmatched"]


def test_an_event_without_an_invoice_is_nothing(
    forte: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    ours = session_object(provider, session_of(invoice)) | {"metadata": {"studio_id": forte.studio.id}}
    post.tell(EXPIRED, ours)
    assert reread(forte, invoice).checkout is not None
