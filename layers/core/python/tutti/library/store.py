"""Where the library lies."""

from datetime import datetime

from tutti.kit.changes import Change, Check, Key, Update, present
from tutti.kit.clock import rfc3339
from tutti.kit.collection import Collection
from tutti.kit.entity import Page
from tutti.kit.errors import Conflict, NotFound
from tutti.kit.record import Record
from tutti.kit.tally import ending, one_less, one_more
from tutti.kit.tenant import Tenant
from tutti.library.curriculum import Curriculum
from tutti.library.piece import Piece
from tutti.library.repertoire import RepertoireEntry
from tutti.library.resource import Resource, ResourceAccess

SHELF = "LIBRARY"
PIECES = "PIECES"
CURRICULA = "CURRICULA"
ACCESS = "Access"


class NoSuchResource(NotFound):
    """There is no such resource for you in this studio."""


class NoSuchPiece(NotFound):
    """There is no such piece in this studio."""


class NoSuchCurriculum(NotFound):
    """There is no such curriculum in this studio."""


class CurriculumInUse(Conflict):
    """Other curricula stand on this one; remove them first."""


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


class CurriculumStore(Collection[Curriculum]):
    """The curricula of a studio, also by name, and how many stand on each."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(
            tenant,
            Curriculum,
            "Curriculum",
            index=lambda one: (CURRICULA, one.place),
            missing=NoSuchCurriculum,
        )

    def standing_on(self, base: Curriculum | None) -> list[Change]:
        """The changes that go with a new curriculum on this base, which is still there."""
        if base is None:
            return []
        there = Check(self.key(base.id), present(), NoSuchCurriculum)
        return [there, one_more(self._derived(base.id))]

    def ending(self, curriculum: Curriculum) -> list[Change]:
        """The changes that remove it, refused with `CurriculumInUse` while others stand on it."""
        base_id = curriculum.base_id
        left = [one_less(self._derived(base_id), NoSuchCurriculum)] if base_id else []
        unused = ending(self._derived(curriculum.id), CurriculumInUse)
        return [self.removing(curriculum), unused, *left]

    def _derived(self, curriculum_id: str) -> Key:
        return Key(self.tenant.partition("CURRICULUM", curriculum_id), "DERIVED")


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

    def page(self, *, limit: int, cursor: str | None) -> Page[ResourceAccess]:
        """A page of them, by person."""
        records, further = self._table.page(self._partition, limit=limit, cursor=cursor)
        return Page[ResourceAccess](items=[_access(record) for record in records], cursor=further)


def _access(record: Record) -> ResourceAccess:
    return ResourceAccess.model_validate(
        {
            "person_id": record.SK,
            "granted_at": record.owner,
            "last_at": record.body,
            "count": int(record.taken),
        }
    )
