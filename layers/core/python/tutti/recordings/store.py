"""Where recordings and files lie, and how much of the studio's storage they take."""

from tutti.kit.changes import Change, Key, Update
from tutti.kit.collection import Collection
from tutti.kit.entity import Page
from tutti.kit.errors import Conflict, NotFound
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.recordings.deposit import Deposit
from tutti.recordings.document import Document
from tutti.recordings.model import LARGEST, Recording

STUDIO = "STUDIO"
PARTS = 10
"""One person's uploads reserve a tenth of the storage at once, or else two of the largest."""


class NoSuchRecording(NotFound):
    """This studio has no such recording."""


class NoSuchFile(NotFound):
    """This studio has no such file."""


class StorageFull(Conflict):
    """The studio's storage is full; delete what nobody needs, or ask the office for a larger plan."""


class TooManyUploads(Conflict):
    """Too much of yours is on its way at once; wait until it has arrived, or remove what you do not send."""


class RecordingStore(Collection[Recording]):
    """The recordings of a studio, also by student."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(
            tenant,
            Recording,
            "Recording",
            index=lambda recording: (f"RECORDINGSOF#{recording.student_id or STUDIO}", recording.id),
            missing=NoSuchRecording,
        )

    def page_of(self, student_id: str | None, *, limit: int, cursor: str | None) -> Page[Recording]:
        """A page of a student's recordings, or of the studio's own, the newest first."""
        pk = self.tenant.partition(f"RECORDINGSOF#{student_id or STUDIO}")
        records, after = self.tenant.table.page(pk, index=True, limit=limit, cursor=cursor, newest_first=True)
        return Page(items=[self.read(record) for record in records], cursor=after)

    def ids_of(self, student_id: str) -> list[str]:
        """The ids of all recordings of a student."""
        return _ids_of(self.tenant, f"RECORDINGSOF#{student_id}")


class DocumentStore(Collection[Document]):
    """The documents of a studio, also by student."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(
            tenant,
            Document,
            "File",
            index=lambda document: (f"FILESOF#{document.student_id or STUDIO}", document.id),
            missing=NoSuchFile,
        )

    def ids_of(self, student_id: str) -> list[str]:
        """The ids of all documents of a student."""
        return _ids_of(self.tenant, f"FILESOF#{student_id}")


def _ids_of(tenant: Tenant, partition: str) -> list[str]:
    return [record.SK for record in tenant.table.all(tenant.partition(partition), index=True)]


class StorageStore:
    """How many bytes the studio's recordings and files take: `taken` in all, `reserved` of uploads to come.

    What is reserved is also counted for each person who announced it. All are added to in the transactions
    that hold what takes them, and never read to be written.
    """

    def __init__(self, tenant: Tenant) -> None:
        self.key = Key(tenant.partition(), "STORAGE")
        self._tenant = tenant

    def key_of(self, person_id: str) -> Key:
        """Where it is counted what this person's uploads reserve."""
        return Key(self._tenant.partition("UPLOADS", person_id), "UPLOADS")

    def following(self, before: Deposit | None, after: Deposit | None, *, limit: int = 0) -> list[Change]:
        """The changes that go with a deposit's; more than the limit is refused with `StorageFull`.

        What is new, of a person who has too much on its way already, is refused with `TooManyUploads`.
        """
        taken = [one.kept_bytes + one.reserved_bytes if one else 0 for one in (before, after)]
        reserved = [one.reserved_bytes if one else 0 for one in (before, after)]
        more = reserved[1] - reserved[0]
        changes = self._shifting(taken[1] - taken[0], more, limit)
        if more and (deposit := after or before):
            # What was refused its room once it had been announced would be lost.
            most = None if before else max(2 * LARGEST, limit // PARTS)
            changes.append(self._of_person(deposit.made_by, more, most))
        return changes

    def _of_person(self, person_id: str, more: int, most: int | None) -> Change:
        has_room = None
        if most is not None:
            has_room = Record.reserved.does_not_exist() | (Record.reserved <= most - more)
        added = [Record.reserved.add(more), Record.kind.set("Uploads")]
        return Update(self.key_of(person_id), added, has_room, TooManyUploads)

    def _shifting(self, total: int, reserved: int, limit: int) -> list[Change]:
        if total > limit:
            raise StorageFull()
        if not total and not reserved:
            return []
        has_room = Record.taken.does_not_exist() | (Record.taken <= limit - total)
        added = [Record.taken.add(total), Record.reserved.add(reserved), Record.kind.set("Storage")]
        return [Update(self.key, added, has_room if total > 0 else None, StorageFull)]

    @staticmethod
    def read(record: Record | None) -> tuple[int, int]:
        """The bytes in use and those reserved."""
        taken, reserved = (int(record.taken or 0), int(record.reserved or 0)) if record else (0, 0)
        return taken - reserved, reserved
