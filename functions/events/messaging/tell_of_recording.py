"""Tell who made a recording, and the teachers, that it can be heard."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import recording_notices


def tell_of_recording(tenant: Tenant, fact: Envelope) -> None:
    """Tell who made a recording, and the teachers, that it can be heard."""
    recording_notices.tell_of_recording(tenant, fact)


handler = on_fact("RecordingReady", grants=[Grant.WRITE])(tell_of_recording)
