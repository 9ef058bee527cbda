"""Reject an upload that never arrived, or that nobody could open."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.recordings.lapsing import lapse


def reject_lapsed_upload(tenant: Tenant, fact: Envelope) -> None:
    """Reject an upload that never arrived, or that nobody could open."""
    lapse(tenant, fact.subject)


handler = on_fact("UploadLapsed", grants=[Grant.WRITE, Grant.MEDIA])(reject_lapsed_upload)
