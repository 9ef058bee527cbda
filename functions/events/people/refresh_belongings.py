"""Tell every member's directory what the studio is called now."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.people import membership


def refresh_belongings(tenant: Tenant, fact: Envelope) -> None:  # noqa: ARG001 - it says no more
    """Tell every member's directory the studio's name, zone, address and rules as they are now."""
    membership.refresh_belongings(tenant)


handler = on_fact("StudioChanged", grants=[Grant.WRITE, Grant.REGISTER], timeout=60)(refresh_belongings)
