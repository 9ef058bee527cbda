"""Tell those who wait for it that the lesson stays where it is."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import reschedule_mails


def send_reschedule_ending(tenant: Tenant, fact: Envelope) -> None:
    """Tell those who wait for it that the lesson stays where it is."""
    reschedule_mails.send_ending(tenant, fact.subject)


handler = on_fact("RescheduleEnded", grants=[Grant.WRITE, Grant.MAIL])(send_reschedule_ending)
