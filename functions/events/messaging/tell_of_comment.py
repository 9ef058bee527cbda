"""Tell the other side of a comment."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import comment_notices


def tell_of_comment(tenant: Tenant, fact: Envelope) -> None:
    """Tell the other side of a comment."""
    comment_notices.tell_of_comment(tenant, fact)


handler = on_fact("CommentAdded", grants=[Grant.WRITE])(tell_of_comment)
