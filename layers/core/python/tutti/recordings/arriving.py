"""What happens when an upload arrives: once, late, twice, out of order, or after its deposit is gone.

Every attempt has a number, and keeps what it makes under keys of that number. So whoever comes too late, or
wakes from the dead, can take away what is his without touching what another one has made.
"""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tutti.kit.clock import utc_now
from tutti.kit.errors import Refusal
from tutti.kit.media import NothingThere
from tutti.kit.raced import until_undisturbed
from tutti.kit.uploads import Upload
from tutti.recordings.deposit import (
    MOST_ATTEMPTS,
    ArrivedDamaged,
    Deposit,
    DepositState,
    NeverArrived,
    NotFinished,
    NotScanned,
    ThreatFound,
)
from tutti.recordings.settling import reject, settle
from tutti.recordings.shelf import D, Made, Shelf
from tutti.recordings.store import StorageFull, StorageStore
from tutti.studios.model import Studio
from tutti.studios.service import read_studio, studio_key

TIMEOUT = timedelta(seconds=300)
DEAD_AFTER = TIMEOUT + timedelta(seconds=30)
THREATS = "THREATS_FOUND"


def take_in(shelf: Shelf[D], upload: Upload) -> None:
    """Make of an upload what is kept of it, or reject it; what was done before is not done again."""
    if upload.is_refused:
        refused = ThreatFound() if upload.scan == THREATS else NotScanned()
        reject(shelf, upload.name, refused)
        shelf.media.remove([upload.key])
    else:
        _work(shelf, upload.name)


def _work(shelf: Shelf[D], deposit_id: str) -> None:
    begun = until_undisturbed(lambda: _begin(shelf, deposit_id, utc_now()))
    if begun is None:
        return
    deposit, studio = begun
    with TemporaryDirectory() as folder:
        try:
            made = _made(shelf, deposit, Path(folder), studio)
        except Refusal as unfit:
            reject(shelf, deposit.id, unfit, attempt=deposit.attempts)
            return
        for one in made.objects:
            shelf.media.put(one.key, one.path, content_type=one.content_type, encoding=one.encoding)
        settle(shelf, deposit, made, limit=studio.plan.storage_bytes)


def _begin(shelf: Shelf[D], deposit_id: str, now: datetime) -> tuple[D, Studio] | None:
    tenant = shelf.tenant
    found, studio_record = tenant.table.get_each(shelf.store.key(deposit_id), studio_key(tenant))
    if found is None:
        shelf.empty(deposit_id)
        return None
    deposit, studio = shelf.store.read(found), read_studio(tenant, studio_record)
    if deposit.is_attempted(now) or not _is_wanted(shelf, deposit):
        shelf.tidy(deposit)
        return None
    if deposit.attempts >= MOST_ATTEMPTS:
        reject(shelf, deposit_id, NotFinished())
        return None
    try:
        return _claim(shelf, deposit, studio, now), studio
    except StorageFull:
        shelf.tidy(deposit)
        return None


def _is_wanted(shelf: Shelf[D], deposit: D) -> bool:
    """True while its upload is waited for; after a rejection only what was sent since, not a late echo."""
    if deposit.is_open and deposit.state is DepositState.REJECTED:
        return shelf.media.size(shelf.upload_key(deposit.id)) is not None
    return deposit.is_open


def _claim(shelf: Shelf[D], deposit: D, studio: Studio, now: datetime) -> D:
    """The deposit with this attempt on it; one that was rejected has its bytes reserved again."""
    opened = deposit.reopened() if deposit.state is DepositState.REJECTED else deposit
    claimed = opened.attempted(now + DEAD_AFTER)
    storage = StorageStore(shelf.tenant).following(deposit, claimed, limit=studio.plan.storage_bytes)
    shelf.tenant.table.write([shelf.store.replacing(deposit, claimed), *storage])
    return claimed.model_copy(update={"version": deposit.version + 1})


def _made(shelf: Shelf[D], deposit: D, folder: Path, studio: Studio) -> Made:
    source, workdir = folder / "source", folder / "made"
    workdir.mkdir()
    try:
        shelf.media.fetch(shelf.upload_key(deposit.id), source)
    except NothingThere:
        raise NeverArrived() from None
    if not _is_whole(deposit, source):
        raise ArrivedDamaged()
    return shelf.make(deposit, source, workdir, studio.policy)


def _is_whole(deposit: Deposit, source: Path) -> bool:
    if source.stat().st_size != deposit.bytes:
        return False
    if deposit.sha256 is None:
        return True
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == deposit.sha256
