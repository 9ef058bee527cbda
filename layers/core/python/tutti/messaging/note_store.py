"""Where the notes to one person lie."""

from collections.abc import Sequence
from contextlib import suppress

from pynamodb.expressions.condition import Condition

from tutti.kit.changes import Put
from tutti.kit.clock import epoch
from tutti.kit.collection import Collection
from tutti.kit.errors import AlreadyThere
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.messaging.note import KEPT, MOST_COUNTED, Note

AT_ONCE = 50


class NotUnread(AlreadyThere):
    """This note was read before, or is gone."""


class NoteStore(Collection[Note]):
    """The notes to one person; those that are unread stand in the index as well, until they are read."""

    def __init__(self, tenant: Tenant, person_id: str) -> None:
        super().__init__(
            tenant,
            Note,
            "Note",
            partition=f"NOTES#{person_id}",
            index=lambda note: None if note.read_at else (f"UNREAD#{person_id}", note.id),
        )
        self._unread = tenant.partition("UNREAD", person_id)

    def record(self, entity: Note) -> Record:
        """The item of a note; it expires."""
        record = super().record(entity)
        record.expires_at = epoch(entity.created_at, after=KEPT)
        return record

    def add(self, note: Note) -> None:
        """Write it down; nothing when it was, read or not."""
        with suppress(AlreadyThere):
            self.tenant.table.write([self.creating(note)])

    def unread_count(self) -> int:
        """How many are unread, up to a hundred: one query."""
        records, _ = self.tenant.table.page(self._unread, index=True, limit=MOST_COUNTED)
        return len(records)

    def unread(self, limit: int) -> list[Note]:
        """The oldest that are unread, so many at most: one query."""
        records, _ = self.tenant.table.page(self._unread, index=True, limit=limit)
        return [self.read(record) for record in records]

    def mark(self, notes: Sequence[Note]) -> None:
        """Store these notes, which were read: fifty to a write, or one by one where some are gone by now."""
        changes = [Put(self.record(one), _is_unread(), NotUnread) for one in notes]
        for first in range(0, len(changes), AT_ONCE):
            some = changes[first : first + AT_ONCE]
            try:
                self.tenant.table.write(some)
            except NotUnread:
                self._mark_each(some)

    def _mark_each(self, changes: Sequence[Put]) -> None:
        for change in changes:
            with suppress(NotUnread):
                self.tenant.table.write([change])


def _is_unread() -> Condition:
    """The note is there and was not read meanwhile: it stands in the index."""
    unread: Condition = Record.GSI1PK.exists()
    return unread
