"""What an hour after its announcement, or its last request, has neither become ready nor been rejected."""

from tutti.kit.tenant import Tenant
from tutti.recordings.deposit import DepositState, NeverArrived, NotFinished
from tutti.recordings.settling import reject
from tutti.recordings.shelf import D, Shelf
from tutti.recordings.shelves import shelf_of


def lapse(tenant: Tenant, deposit_id: str) -> None:
    """Reject what never arrived, or what killed whoever opened it; refuses with `StillWorking` meanwhile."""
    _lapse(shelf_of(tenant, deposit_id), deposit_id)


def _lapse(shelf: Shelf[D], deposit_id: str) -> None:
    deposit = shelf.store.find(deposit_id)
    has_not_come = (
        deposit is not None
        and deposit.state is DepositState.UPLOADING
        and shelf.media.size(shelf.upload_key(deposit_id)) is None
    )
    reject(shelf, deposit_id, NeverArrived() if has_not_come else NotFinished())
