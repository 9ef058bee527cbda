"""Let an upload wake the transcoder once more."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.recordings import again


def bring_upload_again(tenant: Tenant, fact: Envelope) -> None:
    """Let an upload wake the transcoder once more."""
    again.bring_upload_again(tenant, fact.subject)


# S3 answers when it has copied all of it, up to a gigabyte; the client waits a minute for a word of it.
TIMEOUT = 120

handler = on_fact("TranscodingAsked", grants=[Grant.WRITE, Grant.MEDIA], timeout=TIMEOUT)(bring_upload_again)
