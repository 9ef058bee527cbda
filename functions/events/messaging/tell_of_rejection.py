"""Tell who made a recording why nothing came of it."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import recording_notices


def tell_of_rejection(tenant: Tenant, fact: Envelope) -> None:
    """Tell who made a recording why nothing came of it."""
    recording_notices.tell_of_rejection(tenant, fact)


handler = on_fact("RecordingRejected", grants=[Grant.WRITE, Grant.MAIL])(tell_of_rejection)
