"""Where the library lies."""

from datetime import datetime

from tutti.kit.changes import Change, Key, Update
from tutti.kit.clock import rfc3339
from tutti.kit.collection import Collection
from tutti.kit.entity import Page
from tutti.kit.errors import NotFound
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.library.piece import Piece
from tutti.library.repertoire import RepertoireEntry
from tutti.library.resource import Access, Resource

SHELF = "LIBRARY"
PIECES = "PIECES"
ACCESS = "Access"


class NoSuchResource(NotFound):
    """There is no such resource for you in this studio."""


class NoSuchPiece(NotFound):
    """There is no such piece in this studio."""


class NotInRepertoire(NotFound):
    """This student does not have this piece."""


class ResourceStore(Collection[Resource]):
    """The resources of a studio; those that are not removed also on one shelf, by title."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, Resource, "Resource", index=_on_shelf, missing=NoSuchResource)

    def required(self, record: Record | None) -> Resource:
        """The resource in an item that was read along; a removed one is not there."""
        found = super().required(record)
        if found.removed_at:
            raise NoSuchResource()
        return found


def _on_shelf(resource: Resource) -> tuple[str, str] | None:
    return None if resource.removed_at else (SHELF, resource.place)


class PieceStore(Collection[Piece]):
    """The pieces of a studio; those that are not removed also in one list, by composer and title."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, Piece, "Piece", index=_in_list, missing=NoSuchPiece)

    def current(self, record: Record | None) -> Piece:
        """The piece in an item that was read along; a removed one is not there."""
        found = self.required(record)
        if found.removed_at:
            raise NoSuchPiece()
        return found


def _in_list(piece: Piece) -> tuple[str, str] | None:
    return None if piece.removed_at else (PIECES, piece.place)


class RepertoireStore(Collection[RepertoireEntry]):
    """The repertoire of one student."""

    def __init__(self, tenant: Tenant, student_id: str) -> None:
        super().__init__(tenant, RepertoireEntry, "RepertoireEntry", missing=NotInRepertoire)
        self._partition = tenant.partition("REPERTOIRE", student_id)

    def key(self, entity_id: str) -> Key:
        """Where it stands how far the student is with this piece."""
        return Key(self._partition, entity_id)


class AccessStore:
    """Who opened one resource, and how often: one line for each person, counted where it lies."""

    def __init__(self, tenant: Tenant, resource_id: str) -> None:
        self._table = tenant.table
        self._partition = tenant.partition("ACCESS", resource_id)

    def counting(self, person_id: str, at: datetime) -> Change:
        """The change that counts once more; nobody's count is lost, however many come at once."""
        text = rfc3339(at)
        actions = [
            Record.taken.add(1),
            Record.kind.set(ACCESS),
            Record.owner.set(Record.owner | text),
            Record.body.set(text),
        ]
        return Update(Key(self._partition, person_id), actions)

    def page(self, *, limit: int, cursor: str | None) -> Page[Access]:
        """A page of them, by person."""
        records, further = self._table.page(self._partition, limit=limit, cursor=cursor)
        return Page[Access](items=[_access(record) for record in records], cursor=further)


def _access(record: Record) -> Access:
    return Access.model_validate(
        {
            "person_id": record.SK,
            "granted_at": record.owner,
            "last_at": record.body,
            "count": int(record.taken),
        }
    )
