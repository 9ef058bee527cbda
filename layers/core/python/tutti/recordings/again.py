"""Making a recording anew from its upload; what hangs on its milliseconds stays where it is."""

from datetime import datetime, timedelta

from tutti.kit.due import Timers
from tutti.kit.errors import Conflict
from tutti.kit.facts import told
from tutti.kit.media import NothingThere
from tutti.kit.role import STAFF
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.recordings.announcing import wait_for
from tutti.recordings.changing import NotYours, own
from tutti.recordings.deposit import DepositState, NeverArrived
from tutti.recordings.facts import TranscodingAsked
from tutti.recordings.model import Recording, RecordingShown
from tutti.recordings.recording_shelf import RecordingShelf
from tutti.recordings.settling import reject
from tutti.recordings.store import StorageStore
from tutti.studios.service import get_studio

UPLOADS_STAY = timedelta(days=30)
"""As the bucket has it; there, bringing one again begins its days anew, so that they are counted here."""


class UploadGone(Conflict):
    """What was uploaded is kept for a month; record it anew."""


class NothingToRepeat(Conflict):
    """Only what can be heard, or failed on our side, is made anew from its upload."""


def transcode_again(caller: Caller, recording_id: str, *, timers: Timers, now: datetime) -> RecordingShown:
    """The recording, which stays as it is until it was made anew; nothing changes while that is under way.

    Staff may ask for it any time; families for what failed on our side. Refuses `UploadGone`,
    `NothingToRepeat` and `NotYours`.
    """
    shelf = RecordingShelf(caller.tenant)
    before = own(caller, shelf, recording_id)
    if before.is_under_way:
        return before.shown()
    after = _asked(caller, before)
    if now >= before.created_at + UPLOADS_STAY or shelf.media.size(shelf.upload_key(recording_id)) is None:
        raise UploadGone()
    wait_for(shelf, recording_id, timers, now)
    return _ask(shelf, before, after).shown()


def _asked(caller: Caller, recording: Recording) -> Recording:
    if recording.state is not DepositState.READY and not recording.may_be_tried_again:
        raise NothingToRepeat()
    if recording.may_be_tried_again:
        return recording.reopened()
    if caller.role not in STAFF:
        raise NotYours()
    return recording.model_copy(update={"is_asked": True})


def _ask(shelf: RecordingShelf, before: Recording, after: Recording) -> Recording:
    tenant = shelf.tenant
    needs_room = after.reserved_bytes > before.reserved_bytes
    limit = get_studio(tenant).plan.storage_bytes if needs_room else 0
    storage = StorageStore(tenant).following(before, after, limit=limit)
    fact = TranscodingAsked(subject=before.id, revision=before.revision)
    tenant.table.write([shelf.store.replacing(before, after), *storage, *told(tenant, fact)])
    return after.model_copy(update={"version": before.version + 1})


def bring_upload_again(tenant: Tenant, recording_id: str) -> None:
    """Let the upload wake the transcoder once more, while somebody waits for that."""
    shelf = RecordingShelf(tenant)
    recording = shelf.store.find(recording_id)
    if recording is None or not recording.is_open:
        return
    try:
        shelf.media.bring_again(shelf.upload_key(recording_id))
    except NothingThere:
        reject(shelf, recording_id, NeverArrived())
