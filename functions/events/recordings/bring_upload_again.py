"""Let an upload wake the transcoder once more."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.recordings import again


def bring_upload_again(tenant: Tenant, fact: Envelope) -> None:
    """Let an upload wake the transcoder once more."""
    again.bring_upload_again(tenant, fact.subject)


handler = on_fact("TranscodingAsked", grants=[Grant.WRITE, Grant.MEDIA])(bring_upload_again)
