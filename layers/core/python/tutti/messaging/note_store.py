"""Where the notes to one person lie."""

from collections.abc import Sequence
from contextlib import suppress

from tutti.kit.changes import Put, present
from tutti.kit.clock import epoch
from tutti.kit.collection import Collection
from tutti.kit.errors import AlreadyThere, VersionConflict
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.messaging.note import KEPT, MOST_COUNTED, Note

AT_ONCE = 50


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

    def unread(self) -> list[Note]:
        """All that are unread."""
        return [self.read(record) for record in self.tenant.table.all(self._unread, index=True)]

    def mark(self, notes: Sequence[Note]) -> None:
        """Store these notes, which were read: fifty to a write."""
        for first in range(0, len(notes), AT_ONCE):
            some = notes[first : first + AT_ONCE]
            self.tenant.table.write([Put(self.record(one), present(), VersionConflict) for one in some])
