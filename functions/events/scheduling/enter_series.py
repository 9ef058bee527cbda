"""Enter the lessons of a series, should its booking have been cut off before it did."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.scheduling.series import entering as series_entering


def enter_series(tenant: Tenant, fact: Envelope) -> None:
    """Enter the lessons of a series, should its booking have been cut off before it did."""
    series_entering.enter_series(tenant, fact.subject)


handler = on_fact("SeriesBooked", "SeriesChanged", "SeriesExtended", grants=[Grant.WRITE])(enter_series)
