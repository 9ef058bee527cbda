"""A person's notes: read with the names that hold now, and put aside."""

from datetime import datetime

from tutti.coursework.published import assignment_key, read_assignment
from tutti.kit.changes import Key
from tutti.kit.errors import NotFound
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.messaging.note import MOST_COUNTED, Note, NotePage, NoteShown, NotesRead, Subjects, Unread
from tutti.messaging.note_store import NoteStore
from tutti.people.students import keys_to_see, seen_student
from tutti.recordings.published import file_key, read_file, read_recording, recording_key

Found = dict[Key, Record]
MOST_AT_ONCE = 500


def list_notes(caller: Caller, *, limit: int, cursor: str | None) -> NotePage:
    """The caller's notes, the newest first: two queries, and a batch of reads for every hundred names."""
    store = NoteStore(caller.tenant, caller.person_id)
    page, unread = store.page(limit=limit, cursor=cursor, newest_first=True), store.unread_count()
    keys = [key for note in page.items for key in _keys(caller, note.about)]
    found = {Key(one.PK, one.SK): one for one in caller.tenant.table.get_many(keys)}
    items = [_shown(caller, note, found) for note in page.items]
    return NotePage(items=items, cursor=page.cursor, unread=unread)


def read_notes(caller: Caller, read: NotesRead, *, now: datetime) -> Unread:
    """Put aside the caller's notes that were read, and count what is left; safe twice.

    The oldest 500 at most: the others stay unread, to be put aside by the next call.
    """
    store = NoteStore(caller.tenant, caller.person_id)
    unread = store.unread(MOST_AT_ONCE + MOST_COUNTED)
    named = store.get_many(read.note_ids) if read.note_ids else unread
    put_aside = [one for one in named if one.read_at is None and read.names(one)][:MOST_AT_ONCE]
    store.mark([one.model_copy(update={"read_at": now}) for one in put_aside])
    left = {one.id for one in unread} - {one.id for one in put_aside}
    return Unread(unread=min(len(left), MOST_COUNTED))


def _keys(caller: Caller, about: Subjects) -> list[Key]:
    """Where the things lie whose names a note shows, and whether the caller may see its student."""
    to_see = keys_to_see(caller, about.student_id) if about.student_id else []
    return [*to_see, *_things(caller.tenant, about).values()]


def _things(tenant: Tenant, about: Subjects) -> dict[str, Key]:
    ways = {
        "assignment_id": assignment_key,
        "recording_id": recording_key,
        "file_id": file_key,
    }
    named = {name: getattr(about, name) for name in ways}
    return {name: ways[name](tenant, named_id) for name, named_id in named.items() if named_id}


def _shown(caller: Caller, note: Note, found: Found) -> NoteShown:
    fields = {name: getattr(note, name) for name in NoteShown.model_fields.keys() & Note.model_fields.keys()}
    return NoteShown.model_validate(fields | _names(caller, note.about, found))


def _names(caller: Caller, about: Subjects, found: Found) -> dict[str, str]:
    """What it is about is called; nothing for who does not see the student, or sees the student no more."""
    things = _things(caller.tenant, about).items()
    called = _called(caller.tenant, {name: found[key] for name, key in things if key in found})
    if about.student_id is None:
        return called
    try:
        student = seen_student(caller, [found.get(key) for key in keys_to_see(caller, about.student_id)])
    except NotFound:
        return {}
    return called | {"student": student.given_name}


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
