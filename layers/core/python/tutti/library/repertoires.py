"""What students play: kept by staff, read by the student's family and teachers as well."""

from collections.abc import Sequence
from datetime import date, datetime

from tutti.kit.changes import Change
from tutti.kit.clock import local_date
from tutti.kit.entity import Page
from tutti.kit.errors import Conflict
from tutti.kit.facts import told
from tutti.kit.record import Record
from tutti.kit.who import Caller
from tutti.library.facts import RepertoireChanged
from tutti.library.repertoire import Played, RepertoireDraft, RepertoireEntry, RepertoireUpdate
from tutti.library.store import PieceStore, RepertoireStore
from tutti.people.students import keys_to_see, seen_student
from tutti.studios.service import read_studio, studio_key


class InRepertoire(Conflict):
    """This student has this piece already; change how far the student is with it."""


def list_repertoire(caller: Caller, student_id: str, *, limit: int, cursor: str | None) -> Page[Played]:
    """A page of a student's repertoire; refuses with `NoSuchStudent` whom the caller may not see."""
    tenant, pieces = caller.tenant, PieceStore(caller.tenant)
    page = RepertoireStore(tenant, student_id).page(limit=limit, cursor=cursor)
    keys = keys_to_see(caller, student_id)
    records = tenant.table.get_each(*keys, *(pieces.key(one.id) for one in page.items))
    seen_student(caller, records[: len(keys)])
    lying = zip(page.items, records[len(keys) :], strict=True)
    played = [Played(**dict(one), piece=pieces.required(record)) for one, record in lying]
    return Page[Played](items=played, cursor=page.cursor)


def get_repertoire_piece(caller: Caller, student_id: str, piece_id: str) -> Played:
    """How far the student is with a piece; refuses `NoSuchStudent` and `NotInRepertoire`."""
    entry, piece, _ = _read(caller, student_id, piece_id)
    found = RepertoireStore(caller.tenant, student_id).required(entry)
    return Played(**dict(found), piece=PieceStore(caller.tenant).required(piece))


def add_repertoire_piece(caller: Caller, student_id: str, draft: RepertoireDraft, *, now: datetime) -> Played:
    """The student has this piece from now on; refuses `InRepertoire`, `SinceAhead` and what is not there."""
    _, record, studio = _read(caller, student_id, draft.piece_id)
    piece = PieceStore(caller.tenant).current(record)
    entry = RepertoireEntry.of(draft, _today(caller, studio, now))
    adding = RepertoireStore(caller.tenant, student_id).creating(entry, InRepertoire)
    _write(caller, student_id, entry, adding)
    return Played(**dict(entry), piece=piece)


def update_repertoire_piece(
    caller: Caller, student_id: str, piece_id: str, update: RepertoireUpdate, *, now: datetime
) -> Played:
    """How far the student is by now; refuses `SinceAhead`, an older version and what is not there."""
    found, record, studio = _read(caller, student_id, piece_id)
    store = RepertoireStore(caller.tenant, student_id)
    before = store.required(found)
    after = before.moved(update, _today(caller, studio, now))
    _write(caller, student_id, after, store.replacing(before, after))
    fields = dict(after) | {"version": before.version + 1}
    return Played(**fields, piece=PieceStore(caller.tenant).required(record))


def remove_repertoire_piece(caller: Caller, student_id: str, piece_id: str) -> None:
    """The student does not have this piece, and never had; what was played is retired instead."""
    found, _, _ = _read(caller, student_id, piece_id)
    store = RepertoireStore(caller.tenant, student_id)
    before = store.required(found)
    _write(caller, student_id, before, store.removing(before))


def _read(caller: Caller, student_id: str, piece_id: str) -> Sequence[Record | None]:
    """The entry, the piece and the studio, of a student whom the caller may see: one batch of reads."""
    entry = RepertoireStore(caller.tenant, student_id).key(piece_id)
    piece, studio = PieceStore(caller.tenant).key(piece_id), studio_key(caller.tenant)
    found = caller.tenant.table.get_each(entry, piece, studio, *keys_to_see(caller, student_id))
    seen_student(caller, found[3:])
    return found[:3]


def _today(caller: Caller, studio: Record | None, now: datetime) -> date:
    return local_date(now, read_studio(caller.tenant, studio).time_zone)


def _write(caller: Caller, student_id: str, entry: RepertoireEntry, change: Change) -> None:
    fact = RepertoireChanged(subject=student_id, piece_id=entry.id)
    caller.tenant.table.write([change, *told(caller.tenant, fact)])
