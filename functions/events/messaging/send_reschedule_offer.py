"""Send the other times for a lesson to those who may choose one."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import reschedule_mails


def send_reschedule_offer(tenant: Tenant, fact: Envelope) -> None:
    """Send the other times for a lesson to those who may choose one."""
    reschedule_mails.send_offer(tenant, fact.subject)


handler = on_fact("RescheduleOffered", grants=[Grant.WRITE, Grant.MAIL])(send_reschedule_offer)
