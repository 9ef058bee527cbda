"""Facts about payments reach the enrolment that waits for them, and nobody else."""

from tests.support.enrolling import Application
from tests.support.school import School
from tutti.billing.facts import CheckoutExpired, PaymentSettled
from tutti.enrollment.store import EnrollmentStore
from tutti.kit.clock import utc_now
from tutti.kit.facts import envelope
from tutti.kit.ids import new_id


def test_a_payment_for_no_enrolment_concerns_nobody(forte: School) -> None:
    settled = PaymentSettled(subject=new_id("bil"), enrollment_id=None, payment_id=new_id("pay"))
    expired = CheckoutExpired(subject=new_id("bil"), enrollment_id=None)
    facts = [envelope(forte.tenant, fact, utc_now()) for fact in (settled, expired)]
    assert Application.deliver_again(*facts) == []
    assert EnrollmentStore(forte.tenant).all() == []
