"""A payer's bank takes a payment back."""

from local.stripe.books import Books
from local.stripe.ids import new_id
from local.stripe.store import Obj

SEVEN_DAYS = 7 * 86_400


def open_dispute(books: Books, charge: Obj) -> Obj:
    """The dispute that the card 4000000000000259 brings; the whole charge, as fraudulent."""
    dispute = {
        "id": new_id("du_"),
        "object": "dispute",
        "amount": charge["amount"],
        "balance_transactions": [],
        "charge": charge["id"],
        "created": books.now,
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {"enhanced_evidence": {}},
        "evidence_details": {
            "due_by": books.now + SEVEN_DAYS,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "manual",
        },
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "payment_method_details": {
            "type": "card",
            "card": {
                "brand": "visa",
                "case_type": "chargeback",
                "network": "visa",
                "network_reason_code": "10.4",
            },
        },
        "reason": "fraudulent",
        "status": "needs_response",
    }
    books.save(dispute, charge | {"disputed": True})
    books.tell("charge.dispute.created", dispute)
    return dispute
