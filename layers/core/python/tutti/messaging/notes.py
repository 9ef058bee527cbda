"""A person's notes: read with the names that hold now, and put aside."""

from datetime import datetime

from tutti.coursework.published import assignment_key, read_assignment
from tutti.kit.changes import Key
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.messaging.note import MOST_COUNTED, Note, NotePage, NoteShown, NotesRead, Subjects, Unread
from tutti.messaging.note_store import NoteStore
from tutti.people.published import read_student, student_key
from tutti.recordings.published import file_key, read_file, read_recording, recording_key

Found = dict[Key, Record]


def list_notes(caller: Caller, *, limit: int, cursor: str | None) -> NotePage:
    """The caller's notes, the newest first: two queries and a batch of reads."""
    store = NoteStore(caller.tenant, caller.person_id)
    page, unread = store.page(limit=limit, cursor=cursor, newest_first=True), store.unread_count()
    keys = [key for note in page.items for key in _keys(caller.tenant, note.about).values()]
    found = {Key(one.PK, one.SK): one for one in caller.tenant.table.get_many(keys)}
    items = [_shown(caller.tenant, note, found) for note in page.items]
    return NotePage(items=items, cursor=page.cursor, unread=unread)


def read_notes(caller: Caller, read: NotesRead, *, now: datetime) -> Unread:
    """Put aside the caller's notes that were read, and count what is left; safe twice."""
    store = NoteStore(caller.tenant, caller.person_id)
    unread = store.unread()
    put_aside = [note for note in unread if read.names(note)]
    store.mark([note.model_copy(update={"read_at": now}) for note in put_aside])
    return Unread(unread=min(len(unread) - len(put_aside), MOST_COUNTED))


def _keys(tenant: Tenant, about: Subjects) -> dict[str, Key]:
    """Where the things lie whose names a note shows."""
    ways = {
        "student_id": student_key,
        "assignment_id": assignment_key,
        "recording_id": recording_key,
        "file_id": file_key,
    }
    named = {name: getattr(about, name) for name in ways}
    return {name: ways[name](tenant, named_id) for name, named_id in named.items() if named_id}


def _shown(tenant: Tenant, note: Note, found: Found) -> NoteShown:
    there = {name: found[key] for name, key in _keys(tenant, note.about).items() if key in found}
    student = read_student(tenant, there["student_id"]).given_name if "student_id" in there else ""
    fields = {name: getattr(note, name) for name in NoteShown.model_fields.keys() & Note.model_fields.keys()}
    return NoteShown.model_validate(fields | _called(tenant, there) | {"student": student})


def _called(tenant: Tenant, there: dict[str, Record]) -> dict[str, str]:
    if "recording_id" in there:
        recording = read_recording(tenant, there["recording_id"])
        reason = recording.rejection.message if recording.rejection else ""
        return {"title": recording.title, "reason": reason}
    if "file_id" in there:
        return {"title": read_file(tenant, there["file_id"]).title}
    if "assignment_id" in there:
        return {"title": read_assignment(tenant, there["assignment_id"]).title}
    return {}
