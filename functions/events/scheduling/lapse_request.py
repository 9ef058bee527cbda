"""Let a request lapse that nobody answered in time."""

from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.scheduling import requests


def lapse_request(tenant: Tenant, fact: Envelope) -> None:
    """Let a request lapse that nobody answered in time."""
    # The clock that rings may be ahead of ours, and rings once.
    requests.lapse(tenant, fact.subject, now=max(utc_now(), fact.at))


handler = on_fact("RequestLapsed", grants=[Grant.WRITE])(lapse_request)
