"""Bills for tests: an invoice, its open checkout, and what the books say."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from tests.support.school import School
from tutti.billing import service
from tutti.billing.gateway import Checkout
from tutti.billing.invoice import Invoice
from tutti.billing.payment import Payment
from tutti.billing.store import InvoiceStore, LedgerStore, PaymentStore
from tutti.kit.clock import utc_now
from tutti.kit.facts import Envelope
from tutti.kit.ids import new_id
from tutti.kit.money import Money
from tutti.people.family import Family, Guardian
from tutti.people.store import FamilyStore, GuardianStore


def euros(cents: int) -> Money:
    return Money(amount=cents, currency="EUR")


def a_guardian(school: School, family_id: str | None = None) -> Guardian:
    """A guardian with a family."""
    family_id = family_id or new_id("fam")
    if FamilyStore(school.tenant).find(family_id) is None:
        FamilyStore(school.tenant).create(Family(id=family_id, name="Byron"))
    person_id = new_id("per")
    guardian = Guardian(
        id=person_id,
        family_id=family_id,
        given_name="Ada",
        family_name="Byron",
        email=f"{person_id.lower()}@home.test",
    )
    GuardianStore(school.tenant).create(guardian)
    return guardian


def an_invoice(school: School, guardian: Guardian | None = None, **changes: Any) -> Invoice:
    """An open invoice over 240.00 with 20 % tax included, unless said otherwise."""
    payer = guardian or a_guardian(school)
    price = changes.pop("price", Money(amount=24000, currency=school.studio.currency))
    usual = {
        "enrollment_id": new_id("enr"),
        "student_id": new_id("per"),
        "guardian_id": payer.id,
        "family_id": payer.family_id,
        "lines": service.tuition_lines("Violin, ten lessons", price, 2000, True),
        "currency": price.currency,
        "now": utc_now(),
    }
    return service.issue_invoice(school.tenant, **(usual | changes))


def with_checkout(school: School, provider: Checkout, invoice: Invoice, **changes: Any) -> Invoice:
    """The invoice with an open checkout."""
    usual: dict[str, Any] = {
        "email": "ada@home.test",
        "success_url": "https://tutti.test/paid",
        "cancel_url": "https://tutti.test/left",
        "expires_at": utc_now() + timedelta(hours=1),
    }
    return service.open_checkout(school.tenant, provider, invoice.id, **(usual | changes))


def session_of(invoice: Invoice) -> str:
    assert invoice.checkout
    return invoice.checkout.session_id


def reread(school: School, invoice: Invoice) -> Invoice:
    """The invoice as it is now."""
    return InvoiceStore(school.tenant).get(invoice.id)


def payments(school: School) -> list[Payment]:
    return PaymentStore(school.tenant).all()


def balances(school: School) -> dict[str, int]:
    """The balance of each account; every entry sums to zero, or the model would not have been read."""
    sums: Counter[str] = Counter()
    for entry in LedgerStore(school.tenant).all():
        for posting in entry.postings:
            sums[posting.account] += posting.amount.amount
    return {account: amount for account, amount in sums.items() if amount}


def told(school: School, *names: str) -> list[Envelope]:
    """The facts of these names that were told, or all of them."""
    month = utc_now().strftime("%Y-%m")
    lines = school.tenant.table.all(school.tenant.partition("AUDIT", month))
    facts = [Envelope.model_validate_json(line.body) for line in lines]
    return [fact for fact in facts if not names or fact.name in names]


def told_names(school: School) -> dict[str, int]:
    """How often each fact was told."""
    return dict(Counter(fact.name for fact in told(school)))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)
