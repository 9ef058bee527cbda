"""Tell the office which dates of a series were not free."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import booking_mails
from tutti.scheduling.service import SeriesClashed


def send_series_clashed(tenant: Tenant, fact: Envelope) -> None:
    """Tell the office which dates of a series were not free."""
    clashed = SeriesClashed(subject=fact.subject, **fact.data)
    booking_mails.send_series_clashed(tenant, clashed.subject, clashed.dates)


handler = on_fact("SeriesClashed", grants=[Grant.WRITE, Grant.MAIL])(send_series_clashed)
