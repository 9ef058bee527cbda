"""Who hears which recordings: families those of their students, staff also the studio's own (IAM-9)."""

from datetime import datetime

from tutti.kit.entity import Page
from tutti.kit.errors import NotAllowed, NotFound
from tutti.kit.role import ADMINISTRATION, STAFF, Role
from tutti.kit.who import Caller
from tutti.people.students import get_student
from tutti.recordings.deposit import DepositState
from tutti.recordings.model import Recording, RecordingShown
from tutti.recordings.recording_shelf import AUDIO_TYPE, PEAKS_TYPE, RecordingShelf
from tutti.recordings.shelf import D, Shelf


class NameTheStudent(NotAllowed):
    """Only staff keep recordings and files for the studio itself; name the student whose they are."""


def get_recording(caller: Caller, recording_id: str, *, now: datetime) -> RecordingShown:
    """The recording, with links once it is ready; refuses with `NoSuchRecording` whom it does not concern."""
    shelf = RecordingShelf(caller.tenant)
    return playable(shelf, seen(caller, shelf, recording_id), now=now)


def playable(shelf: RecordingShelf, recording: Recording, *, now: datetime) -> RecordingShown:
    """The recording with short-lived links to its sound and its waveform, once it is ready."""
    if recording.state is not DepositState.READY:
        return recording.shown()
    audio, peaks = shelf.made_keys(recording.id, recording.revision)
    heard = shelf.media.signed_url(audio, content_type=AUDIO_TYPE, now=now)
    drawn = shelf.media.signed_url(peaks, content_type=PEAKS_TYPE, now=now)
    return recording.shown(audio_url=heard.url, peaks_url=drawn.url, links_expire_at=heard.expires_at)


def list_recordings(
    caller: Caller, student_id: str | None, *, limit: int, cursor: str | None
) -> Page[RecordingShown]:
    """A page of a student's recordings, the newest first; students get their own, staff the studio's.

    Refuses guardians who name no student (`NameTheStudent`), and students whom one may not see.
    """
    of = caller.person_id if caller.role is Role.STUDENT and student_id is None else student_id
    if of:
        get_student(caller, of)
    elif caller.role not in STAFF:
        raise NameTheStudent()
    page = RecordingShelf(caller.tenant).open_store().page_of(of, limit=limit, cursor=cursor)
    return Page(items=[one.shown() for one in page.items], cursor=page.cursor)


def seen(caller: Caller, shelf: Shelf[D], deposit_id: str) -> D:
    """The deposit, when the caller may see it; else it is refused as if it were not there."""
    deposit = shelf.store.get(deposit_id)
    if not _concerns(caller, deposit.student_id):
        shelf.store.required(None)
    return deposit


def _concerns(caller: Caller, student_id: str | None) -> bool:
    if student_id is None or caller.role in ADMINISTRATION:
        return caller.role in STAFF
    try:
        get_student(caller, student_id)
    except NotFound:
        return False
    return True
