"""Let comments go with what they stand on."""

from datetime import timedelta

from tutti.coursework import comment_changing
from tutti.coursework.comment_facts import CommentsOutlived
from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.due import Timers
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant

ONCE_MORE = timedelta(minutes=15)


def forget_comments(tenant: Tenant, fact: Envelope) -> None:
    """Let the comments on a recording or a file go with it, and look once more after a while."""
    again = CommentsOutlived(subject=fact.subject)
    if fact.name != again.name():
        Timers().tell(tenant, f"{fact.subject}-comments", utc_now() + ONCE_MORE, again)
    comment_changing.forget_comments(tenant, fact.subject)


handler = on_fact(
    "RecordingDeleted", "FileDeleted", "CommentsOutlived", grants=[Grant.WRITE, Grant.SCHEDULE]
)(forget_comments)
