"""Where the library lies."""

from collections.abc import Callable, Sequence
from datetime import datetime

from tutti.kit.changes import Change, Key, Update
from tutti.kit.clock import rfc3339
from tutti.kit.collection import SIFTED_FIRST, SIFTED_THEN, Collection
from tutti.kit.entity import Page
from tutti.kit.errors import NotFound
from tutti.kit.record import Record
from tutti.kit.table import cursor_at
from tutti.kit.tenant import Tenant
from tutti.library.resource import Access, Resource

SHELF = "LIBRARY"
ACCESS = "Access"
Keep = Callable[[Sequence[Resource]], list[Resource]]


class NoSuchResource(NotFound):
    """There is no such resource for you in this studio."""


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

    def shelf(self, keep: Keep, *, starts_with: str, limit: int, cursor: str | None) -> Page[Resource]:
        """A page of those that `keep` lets through, whose titles start so, in the order of their titles.

        `keep` is asked for many at once. Reads on until the page is full: a hundred, then a thousand a call.
        """
        kept, chunk = list[tuple[Record, Resource]](), SIFTED_FIRST
        while True:
            records, cursor = self.tenant.table.page(
                self.tenant.partition(SHELF), prefix=starts_with, index=True, limit=chunk, cursor=cursor
            )
            lying = {record.SK: record for record in records}
            kept += [(lying[one.id], one) for one in keep([self.read(record) for record in records])]
            if cursor is None or len(kept) > limit:
                break
            chunk = SIFTED_THEN
        further = cursor_at(kept[limit - 1][0], index=True) if len(kept) > limit else None
        return Page[Resource](items=[one for _, one in kept[:limit]], cursor=further)


def _on_shelf(resource: Resource) -> tuple[str, str] | None:
    return None if resource.removed_at else (SHELF, resource.place)


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
