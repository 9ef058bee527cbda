"""What comments stand on: a recording or a file that the caller sees."""

from tutti.coursework.comment import BeyondTheEnd, CommentDraft
from tutti.kit.changes import Change, Key
from tutti.kit.errors import NotFound
from tutti.kit.record import Record
from tutti.kit.role import ADMINISTRATION, STAFF
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.students import keys_to_see, seen_student
from tutti.recordings.document import Document
from tutti.recordings.model import Recording
from tutti.recordings.published import file_key, read_file, read_recording, recording_key, requiring

Ground = Recording | Document


def ground_key(tenant: Tenant, ground_id: str) -> Key:
    """Where the recording or the file of this id lies."""
    return recording_key(tenant, ground_id) if _is_recording(ground_id) else file_key(tenant, ground_id)


def read_ground(tenant: Tenant, ground_id: str, record: Record | None) -> Ground:
    """The recording or the file in the item that lay there; refuses `NoSuchRecording` or `NoSuchFile`."""
    return read_recording(tenant, record) if _is_recording(ground_id) else read_file(tenant, record)


def requiring_ground(tenant: Tenant, ground_id: str) -> list[Change]:
    """The condition that it is still there."""
    heard = _is_recording(ground_id)
    return requiring(tenant, [ground_id] if heard else [], [] if heard else [ground_id])


def keys_to_see_ground(caller: Caller, student_id: str | None) -> list[Key]:
    """The items that say whether the caller sees what is a student's, or the studio's own."""
    if student_id is None or caller.role in ADMINISTRATION:
        return []
    return keys_to_see(caller, student_id)


def sees_ground(caller: Caller, witnesses: list[Record | None]) -> bool:
    """True when what lay at `keys_to_see_ground` lets the caller see it: staff the studio's own as well."""
    if not witnesses:
        return caller.role in STAFF
    try:
        seen_student(caller, witnesses)
    except NotFound:
        return False
    return True


def refuse_unseen(caller: Caller, ground_id: str, witnesses: list[Record | None]) -> None:
    """Refuse it as if it were not there when the caller does not see it."""
    if not sees_ground(caller, witnesses):
        read_ground(caller.tenant, ground_id, None)


def refuse_beyond(ground: Ground, draft: CommentDraft) -> None:
    """Refuse with `BeyondTheEnd` a moment or a page that it does not have, as far as that is known."""
    if isinstance(ground, Recording):
        latest = max(draft.at_ms or 0, draft.until_ms or 0)
        if ground.duration_ms is not None and latest > ground.duration_ms:
            raise BeyondTheEnd(f"The recording lasts {ground.duration_ms} ms.")
    elif ground.pages is not None and (draft.page or 1) > ground.pages:
        raise BeyondTheEnd(f"The file has {ground.pages} pages.")


def _is_recording(ground_id: str) -> bool:
    return ground_id.startswith("rec_")
