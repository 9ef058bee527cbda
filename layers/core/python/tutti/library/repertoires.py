"""What students play: kept by staff, read by the student's family and teachers as well."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tutti.kit.changes import Change
from tutti.kit.clock import local_date
from tutti.kit.entity import Page
from tutti.kit.errors import Conflict
from tutti.kit.facts import told
from tutti.kit.record import Record
from tutti.kit.who import Caller
from tutti.library.facts import RepertoireChanged
from tutti.library.piece import PieceShown
from tutti.library.repertoire import Played, RepertoireDraft, RepertoireEntry, RepertoireUpdate
from tutti.library.store import PieceStore, RepertoireStore
from tutti.people.students import keys_to_see, seen_student
from tutti.recordings.published import read_recording, recording_key
from tutti.studios.service import read_studio, studio_key


class InRepertoire(Conflict):
    """This student has this piece already; change how far the student is with it."""


def list_repertoire(caller: Caller, student_id: str, *, limit: int, cursor: str | None) -> Page[Played]:
    """A page of a student's repertoire; refuses with `NoSuchStudent` whom the caller may not see."""
    tenant, pieces = caller.tenant, PieceStore(caller.tenant)
    page = RepertoireStore(tenant, student_id).page(limit=limit, cursor=cursor)
    keys, listed = keys_to_see(caller, student_id), [pieces.key(one.id) for one in page.items]
    studio, *records = tenant.table.get_each(studio_key(tenant), *keys, *listed)
    seen_student(caller, records[: len(keys)])
    lying = zip(page.items, records[len(keys) :], strict=True)
    played = [_played(caller, one, record, studio) for one, record in lying]
    return Page[Played](items=played, cursor=page.cursor)


def get_repertoire_piece(caller: Caller, student_id: str, piece_id: str) -> Played:
    """How far the student is with a piece; refuses `NoSuchStudent` and `NotInRepertoire`."""
    read = _read(caller, student_id, piece_id)
    found = RepertoireStore(caller.tenant, student_id).required(read.entry)
    return _played(caller, found, read.piece, read.studio)


def add_repertoire_piece(caller: Caller, student_id: str, draft: RepertoireDraft, *, now: datetime) -> Played:
    """The student has this piece from now on.

    Refuses `InRepertoire`, `SinceAhead`, and as not found what is not there or no recording of the student's.
    """
    read = _read(caller, student_id, draft.piece_id, draft.recording_ids)
    PieceStore(caller.tenant).current(read.piece)
    entry = RepertoireEntry.of(draft, read.today(caller, now))
    read.refuse_others(caller, student_id, draft.recording_ids)
    adding = RepertoireStore(caller.tenant, student_id).creating(entry, InRepertoire)
    _write(caller, student_id, entry, adding)
    return _played(caller, entry, read.piece, read.studio)


def update_repertoire_piece(
    caller: Caller, student_id: str, piece_id: str, update: RepertoireUpdate, *, now: datetime
) -> Played:
    """How far the student is by now; refuses an older version, and what `add_repertoire_piece` refuses."""
    read = _read(caller, student_id, piece_id, update.recording_ids)
    store = RepertoireStore(caller.tenant, student_id)
    before = store.required(read.entry)
    after = before.moved(update, read.today(caller, now))
    read.refuse_others(caller, student_id, set(after.recording_ids) - set(before.recording_ids))
    _write(caller, student_id, after, store.replacing(before, after))
    kept = after.model_copy(update={"version": before.version + 1})
    return _played(caller, kept, read.piece, read.studio)


def remove_repertoire_piece(caller: Caller, student_id: str, piece_id: str) -> None:
    """The student does not have this piece, and never had; what was played is retired instead."""
    read = _read(caller, student_id, piece_id)
    store = RepertoireStore(caller.tenant, student_id)
    before = store.required(read.entry)
    _write(caller, student_id, before, store.removing(before))


@dataclass(frozen=True)
class _Read:
    """What one batch of reads found."""

    entry: Record | None
    piece: Record | None
    studio: Record | None
    recordings: Mapping[str, Record | None]

    def today(self, caller: Caller, now: datetime) -> date:
        """The day where the studio stands."""
        return local_date(now, read_studio(caller.tenant, self.studio).time_zone)

    def refuse_others(self, caller: Caller, student_id: str, ids: Iterable[str]) -> None:
        """Refuse recordings that are not this student's as not found."""
        for recording_id in ids:
            found = read_recording(caller.tenant, self.recordings[recording_id])
            if found.student_id != student_id:
                read_recording(caller.tenant, None)


def _read(caller: Caller, student_id: str, piece_id: str, recording_ids: Sequence[str] = ()) -> _Read:
    """The entry, the piece, the studio and recordings, of a student whom the caller may see: one batch."""
    tenant = caller.tenant
    entry = RepertoireStore(tenant, student_id).key(piece_id)
    keys = [entry, PieceStore(tenant).key(piece_id), studio_key(tenant)]
    heard = [recording_key(tenant, one) for one in recording_ids]
    found = tenant.table.get_each(*keys, *heard, *keys_to_see(caller, student_id))
    seen_student(caller, found[len(keys) + len(heard) :])
    recordings = zip(recording_ids, found[len(keys) :], strict=False)
    return _Read(found[0], found[1], found[2], dict(recordings))


def _played(caller: Caller, entry: RepertoireEntry, piece: Record | None, studio: Record | None) -> Played:
    names = read_studio(caller.tenant, studio).policy.note_names
    return Played(**dict(entry), piece=PieceShown.of(PieceStore(caller.tenant).required(piece), names))


def _write(caller: Caller, student_id: str, entry: RepertoireEntry, change: Change) -> None:
    fact = RepertoireChanged(subject=student_id, piece_id=entry.id)
    caller.tenant.table.write([change, *told(caller.tenant, fact)])
