"""Renaming and removing: what is gone is gone to the last byte."""

from tutti.kit.errors import NotAllowed
from tutti.kit.facts import told
from tutti.kit.raced import until_undisturbed
from tutti.kit.role import STAFF, Role
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.recordings.deposit import Deposit
from tutti.recordings.facts import RecordingRenamed
from tutti.recordings.model import RecordingShown, RecordingUpdate
from tutti.recordings.reading import seen
from tutti.recordings.recording_shelf import RecordingShelf
from tutti.recordings.shelf import D, Shelf
from tutti.recordings.shelves import shelf_of
from tutti.recordings.store import StorageStore


class NotYours(NotAllowed):
    """Families change and delete what they have handed in themselves; ask the teacher about anything else."""


def update_recording(caller: Caller, recording_id: str, update: RecordingUpdate) -> RecordingShown:
    """The recording as it is called now; refuses `NoSuchRecording` and `NotYours`."""
    shelf = RecordingShelf(caller.tenant)
    before = own(caller, shelf, recording_id)
    after = before.revised(update)
    return shelf.store.replace(before, after, RecordingRenamed(subject=recording_id)).shown()


def remove(caller: Caller, deposit_id: str) -> None:
    """Remove a recording or a file, every byte of it; refuses what is not there, and `NotYours`."""
    shelf = shelf_of(caller.tenant, deposit_id)
    _erase(shelf, deposit_id, own(caller, shelf, deposit_id))


def erase(tenant: Tenant, deposit_id: str) -> None:
    """Leave nothing of a recording or a file, whoever asks; safe twice."""
    _erase(shelf_of(tenant, deposit_id), deposit_id)


def _erase(shelf: Shelf[D], deposit_id: str, found: D | None = None) -> None:
    known = [found] if found else []

    def once() -> None:
        deposit = known.pop() if known else shelf.store.find(deposit_id)
        if deposit is None:
            return
        # The bytes first: who dies in between finds the item again. Who makes more of them meanwhile does
        # not find it in the end, and takes them away himself.
        shelf.empty(deposit_id, deposit.attempts)
        freed = StorageStore(shelf.tenant).following(deposit, None)
        gone = told(shelf.tenant, shelf.deleted_fact(deposit))
        shelf.tenant.table.write([shelf.store.removing(deposit), *freed, *gone])

    until_undisturbed(once)


def own(caller: Caller, shelf: Shelf[D], deposit_id: str) -> D:
    """The deposit, when the caller may change it: staff who see it, its maker, and the maker's guardian."""
    deposit = seen(caller, shelf, deposit_id)
    if caller.role not in STAFF and not _is_of_family(caller, deposit):
        raise NotYours()
    return deposit


def _is_of_family(caller: Caller, deposit: Deposit) -> bool:
    # A guardian sees it, so its student is a child of theirs.
    is_childs = caller.role is Role.GUARDIAN and deposit.made_by == deposit.student_id
    return deposit.made_by == caller.person_id or is_childs
