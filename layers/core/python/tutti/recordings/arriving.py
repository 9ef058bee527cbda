"""What happens when an upload arrives: once, late, twice, out of order, or after its deposit is gone.

Every attempt has a number, and keeps what it makes under keys of that number. So whoever comes too late, or
wakes from the dead, can take away what is his without touching what another one has made.
"""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from tutti.kit.clock import utc_now
from tutti.kit.errors import Refusal, StillWorking
from tutti.kit.media import NothingThere
from tutti.kit.raced import until_undisturbed
from tutti.kit.uploads import Upload
from tutti.recordings.deposit import (
    MOST_ATTEMPTS,
    ArrivedDamaged,
    DepositState,
    NeverArrived,
    NotFinished,
    NotScanned,
    ThreatFound,
)
from tutti.recordings.settling import reject, settle
from tutti.recordings.shelf import D, Made, Shelf
from tutti.recordings.store import StorageFull, StorageStore
from tutti.recordings.workroom import workroom
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
        _work(shelf, upload)


def _work(shelf: Shelf[D], upload: Upload) -> None:
    begun = until_undisturbed(lambda: _begin(shelf, upload, utc_now()))
    if begun is None:
        return
    deposit, studio = begun
    with workroom() as folder:
        etag = _fetched(shelf, deposit, upload, folder / "source")
        if etag is None:
            return
        try:
            made = _made(shelf, deposit, folder, studio)
        except Refusal as unfit:
            _refuse(shelf, deposit, unfit, etag)
            return
        for one in made.objects:
            shelf.media.put(one.key, one.path, content_type=one.content_type, encoding=one.encoding)
        settle(shelf, deposit, made, limit=studio.plan.storage_bytes)


def _fetched(shelf: Shelf[D], deposit: D, upload: Upload, path: Path) -> str | None:
    """The ETag of the upload, which is in this file now; None when there is none, so that it is rejected."""
    try:
        return shelf.media.fetch(shelf.upload_key(deposit.id), path)
    except NothingThere:
        if upload.scan:
            # It was seen, so it is not yet marked clean, or another came in its place that is not: later.
            raise
    reject(shelf, deposit.id, NeverArrived(), attempt=deposit.attempts)
    return None


def _refuse(shelf: Shelf[D], deposit: D, unfit: Refusal, etag: str) -> None:
    """Reject it for this upload, unless another one has come meanwhile: that is looked at later."""
    if shelf.media.etag(shelf.upload_key(deposit.id)) not in (None, etag):
        raise StillWorking()
    refused = etag if isinstance(unfit, ArrivedDamaged) else None
    reject(shelf, deposit.id, unfit, attempt=deposit.attempts, refused_etag=refused)


def _begin(shelf: Shelf[D], upload: Upload, now: datetime) -> tuple[D, Studio] | None:
    tenant, deposit_id = shelf.tenant, upload.name
    found, studio_record = tenant.table.get_each(shelf.store.key(deposit_id), studio_key(tenant))
    if found is None:
        shelf.empty(deposit_id)
        return None
    deposit, studio = shelf.store.read(found), read_studio(tenant, studio_record)
    if deposit.is_attempted(now):
        # It may be the same upload that is told of twice, or a newer one: that is seen when this one is over.
        raise StillWorking()
    if not _is_wanted(shelf, deposit, upload):
        shelf.tidy(deposit)
        return None
    if deposit.attempts >= MOST_ATTEMPTS:
        reject(shelf, deposit_id, NotFinished())
        return None
    try:
        return _claim(shelf, deposit, studio, now), studio
    except StorageFull:
        shelf.tidy(deposit)
        if not deposit.may_be_tried_again:
            shelf.media.remove([upload.key])
        return None


def _is_wanted(shelf: Shelf[D], deposit: D, upload: Upload) -> bool:
    """True while its upload is waited for; after a rejection only what was sent since, not a late echo."""
    if not deposit.is_open or deposit.rejection is None or deposit.state is not DepositState.REJECTED:
        return deposit.is_open
    lies = shelf.media.etag(upload.key)
    if lies is None and upload.scan and deposit.rejection.code == NeverArrived.code():
        raise NothingThere()
    return lies not in (None, deposit.refused_etag)


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
    with source.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    if source.stat().st_size != deposit.bytes or deposit.sha256 not in (None, sha256):
        raise ArrivedDamaged()
    made = shelf.make(deposit, source, workdir, studio.policy)
    # What is made anew is made of this upload or of none.
    return replace(made, fields={**made.fields, "sha256": sha256})
