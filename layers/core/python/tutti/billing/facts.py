"""What happens in billing, as the rest of the house hears it; `subject` is the invoice's id."""

from tutti.kit.facts import Fact


class _OfInvoice(Fact):
    """About an invoice, and the enrolment that it is for."""

    enrollment_id: str | None = None


class _OfPayment(_OfInvoice):
    """About a payment that was made for an invoice."""

    payment_id: str


class InvoiceIssued(_OfInvoice):
    """A family was billed."""


class InvoiceVoided(_OfInvoice):
    """An invoice is owed by nobody any more."""


class InvoiceReinstated(_OfPayment):
    """A void invoice stands again, settled by a payment that came late."""


class CheckoutOpened(_OfInvoice):
    """An invoice can be paid on the provider's page."""


class CheckoutClosed(_OfInvoice):
    """We took the provider's page away; nobody can pay on it any more."""


class CheckoutExpired(_OfInvoice):
    """Nobody paid on the provider's page in time."""


class PaymentStarted(_OfPayment):
    """A payment is on its way and not here yet, as bank debits are for days."""


class PaymentSettled(_OfPayment):
    """The whole sum of an invoice came in, perhaps after the invoice was voided."""


class PaymentUnmatched(_OfInvoice):
    """Money came in that settles no invoice: another sum or currency, a second time, an unknown invoice."""

    payment_id: str | None = None


class PaymentFailed(_OfPayment):
    """An attempt to pay was declined."""


class PaymentRefunded(_OfPayment):
    """Money was given back, the whole payment or a part of it."""

    refund_id: str
    is_whole: bool


class RefundFailed(_OfPayment):
    """Money that was given back did not arrive and is here again."""

    refund_id: str


class PaymentDisputed(_OfPayment):
    """The payer's bank takes a payment back."""


class StripeEventReceived(Fact):
    """Stripe told of something; `subject` is the event's id."""

    event_type: str
