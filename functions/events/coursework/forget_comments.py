"""Let comments go with what they stand on."""

from tutti.coursework import comment_changing
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant


def forget_comments(tenant: Tenant, fact: Envelope) -> None:
    """Let the comments on a recording or a file go with it."""
    comment_changing.forget_comments(tenant, fact.subject)


handler = on_fact("RecordingDeleted", "FileDeleted", grants=[Grant.WRITE])(forget_comments)
