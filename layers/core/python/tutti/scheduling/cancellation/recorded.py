"""What others ask of cancellations."""

from tutti.kit.tenant import Tenant
from tutti.scheduling.cancellation.cancellation import CancellationRecord
from tutti.scheduling.cancellation.store import CancellationStore


def recorded(tenant: Tenant, cancellation_id: str) -> CancellationRecord:
    """The cancellation of this id; refuses `NoSuchCancellation`."""
    return CancellationStore(tenant).get(cancellation_id)
