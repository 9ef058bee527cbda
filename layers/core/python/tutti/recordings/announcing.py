"""Announcing an upload: its bytes are reserved, and the browser gets the form that brings exactly it."""

from datetime import datetime, timedelta

from tutti.kit.due import Timers
from tutti.kit.entity import Value
from tutti.kit.facts import Fact, told
from tutti.kit.ids import new_id
from tutti.kit.media import UploadForm
from tutti.kit.role import STAFF
from tutti.kit.who import Caller
from tutti.people.students import keys_to_see, seen_student
from tutti.recordings.facts import RecordingAnnounced, UploadLapsed
from tutti.recordings.model import Recording, RecordingDraft, RecordingShown
from tutti.recordings.reading import NameTheStudent
from tutti.recordings.recording_shelf import RecordingShelf
from tutti.recordings.shelf import D, Shelf
from tutti.recordings.store import StorageStore
from tutti.studios.service import read_studio, studio_key

PATIENCE = timedelta(hours=1)


class AnnouncedRecording(Value):
    """A recording that may be uploaded now: post the form's fields, then the file as `file`."""

    recording: RecordingShown
    upload: UploadForm


def announce_recording(
    caller: Caller, draft: RecordingDraft, *, timers: Timers, now: datetime
) -> AnnouncedRecording:
    """The recording to come and the form that brings it.

    Refuses `StorageFull`, `TooManyUploads`, and unseen students.
    """
    recording = Recording(
        id=new_id("rec"), made_by=caller.person_id, created_at=now, reserved_bytes=draft.bytes, **dict(draft)
    )
    shelf = RecordingShelf(caller.tenant)
    fact = RecordingAnnounced(subject=recording.id, student_id=draft.student_id)
    form = announce(caller, shelf, recording, fact, timers=timers, now=now)
    return AnnouncedRecording(recording=recording.shown(), upload=form)


def announce(
    caller: Caller, shelf: Shelf[D], deposit: D, fact: Fact, *, timers: Timers, now: datetime
) -> UploadForm:
    """The form for this deposit, which is stored, its bytes reserved and its timer set."""
    limit = _admitted(caller, deposit.student_id)
    form = shelf.media.upload_form(deposit.id, size=deposit.bytes, content_type=deposit.content_type, now=now)
    wait_for(shelf, deposit.id, timers, now)
    reserving = StorageStore(caller.tenant).following(None, deposit, limit=limit)
    caller.tenant.table.write([shelf.store.creating(deposit), *reserving, *told(caller.tenant, fact)])
    return form


def wait_for(shelf: Shelf[D], deposit_id: str, timers: Timers, now: datetime) -> None:
    """Look after an hour what has become of it."""
    timers.tell(shelf.tenant, deposit_id, now + PATIENCE, UploadLapsed(subject=deposit_id))


def _admitted(caller: Caller, student_id: str | None) -> int:
    """The studio's limit of storage, when the caller may hand in something of this student: one read."""
    if student_id is None and caller.role not in STAFF:
        raise NameTheStudent()
    keys = keys_to_see(caller, student_id) if student_id else []
    studio, *records = caller.tenant.table.get_each(studio_key(caller.tenant), *keys)
    if student_id:
        seen_student(caller, records)
    return read_studio(caller.tenant, studio).plan.storage_bytes
