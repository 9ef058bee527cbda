"""A kind of entity in a studio's part of the table: one partition per kind, one item per entity."""

from collections.abc import Callable, Sequence
from itertools import chain, islice, repeat
from typing import Generic, TypeVar

from tutti.kit.changes import Change, Delete, Key, Put, absent, at_version
from tutti.kit.entity import Entity, Page
from tutti.kit.errors import AlreadyThere, NotFound, Refusal, VersionConflict
from tutti.kit.facts import Fact, told
from tutti.kit.record import Record
from tutti.kit.table import cursor_at
from tutti.kit.tenant import Tenant

E = TypeVar("E", bound=Entity)
Index = Callable[[E], tuple[str, str] | None]
PAGE = 20
SIFTED_FIRST, SIFTED_THEN = 100, 1000


class Collection(Generic[E]):
    """All entities of one kind in one studio.

    `partition` and `prefix` let kinds that are read together lie together. `index` names the second key of an
    entity, below the studio's own partition, or None. `missing` is the refusal for an id that is not there,
    which is also what another studio's id is.
    """

    def __init__(
        self,
        tenant: Tenant,
        model: type[E],
        kind: str,
        *,
        partition: str | None = None,
        prefix: str = "",
        index: Index[E] | None = None,
        missing: type[Refusal] = NotFound,
    ) -> None:
        self.tenant = tenant
        self._model = model
        self._kind = kind
        self._partition = tenant.partition(partition or kind.upper())
        self._prefix = prefix
        self._index = index
        self._missing = missing

    def key(self, entity_id: str) -> Key:
        """Where the entity of this id lies."""
        return Key(self._partition, self._prefix + entity_id)

    def find(self, entity_id: str) -> E | None:
        """The entity, or None."""
        record = self.tenant.table.get(self.key(entity_id))
        return self.read(record) if record else None

    def get(self, entity_id: str) -> E:
        """The entity; refuses as `missing` when this studio has none of that id."""
        return self.required(self.tenant.table.get(self.key(entity_id)))

    def required(self, record: Record | None) -> E:
        """The entity in an item that was read along with others; refuses as `missing` when there is none."""
        if record is None:
            raise self._missing()
        return self.read(record)

    def get_many(self, ids: Sequence[str]) -> list[E]:
        """The entities of these ids that exist, in the order asked."""
        records = self.tenant.table.get_many([self.key(entity_id) for entity_id in ids])
        found = {record.SK.removeprefix(self._prefix): self.read(record) for record in records}
        return [found[entity_id] for entity_id in dict.fromkeys(ids) if entity_id in found]

    def page(self, *, limit: int = PAGE, cursor: str | None = None, newest_first: bool = False) -> Page[E]:
        """One page in the order of their ids, which is the order in which they were made."""
        records, after = self.tenant.table.page(
            self._partition, prefix=self._prefix, limit=limit, cursor=cursor, newest_first=newest_first
        )
        return Page[self._model](items=[self.read(r) for r in records], cursor=after)  # type: ignore[name-defined]

    def all(self) -> list[E]:
        """Every one of them: only for kinds of which a studio has few."""
        return [self.read(record) for record in self.tenant.table.all(self._partition, prefix=self._prefix)]

    def page_by(self, *parts: str, limit: int = PAGE, cursor: str | None = None) -> Page[E]:
        """One page of those whose second key has this partition."""
        records, after = self.tenant.table.page(
            self.tenant.partition(*parts), index=True, limit=limit, cursor=cursor
        )
        return Page[self._model](items=[self.read(r) for r in records], cursor=after)  # type: ignore[name-defined]

    def sift(
        self,
        keep: Callable[[E], bool],
        *parts: str,
        limit: int = PAGE,
        cursor: str | None = None,
        newest_first: bool = False,
        rounds: int | None = None,
    ) -> Page[E]:
        """One page of those that `keep` lets through, of all or of those whose second key has this partition.

        Reads on until the page is full: for kinds of which a studio has hundreds, in few calls. Of those of
        which it has many, in so many `rounds` at most: then a page may hold fewer, and a cursor all the same.
        """
        pk, prefix = (self.tenant.partition(*parts), "") if parts else (self._partition, self._prefix)
        kept = list[tuple[Record, E]]()
        chunks = chain([SIFTED_FIRST], repeat(SIFTED_THEN))
        for chunk in islice(chunks, rounds):
            records, cursor = self.tenant.table.page(
                pk, prefix=prefix, index=bool(parts), limit=chunk, cursor=cursor, newest_first=newest_first
            )
            kept += [(record, entity) for record in records if keep(entity := self.read(record))]
            if cursor is None or len(kept) > limit:
                break
        further = cursor_at(kept[limit - 1][0], index=bool(parts)) if len(kept) > limit else cursor
        items = [entity for _, entity in kept[:limit]]
        return Page[self._model](items=items, cursor=further)  # type: ignore[name-defined]

    def read(self, record: Record) -> E:
        """The entity in an item; fields that a model no longer has are passed over."""
        return self._model.model_validate_json(record.body, extra="ignore")

    def record(self, entity: E) -> Record:
        """The item of an entity."""
        key = self.key(entity.id)
        second = self._index(entity) if self._index else None
        return Record(
            key.pk,
            key.sk,
            kind=self._kind,
            version=entity.version,
            body=entity.model_dump_json(),
            GSI1PK=self.tenant.partition(second[0]) if second else None,
            GSI1SK=second[1] if second else None,
        )

    def creating(self, entity: E, refusal: type[Refusal] = AlreadyThere) -> Change:
        """The change that adds it, refused when its id is taken."""
        return Put(self.record(entity), absent(), refusal)

    def replacing(self, before: E, after: E) -> Change:
        """The change from what was read to what it becomes, refused when somebody was faster."""
        next_one = after.model_copy(update={"version": before.version + 1})
        return Put(self.record(next_one), at_version(before.version), VersionConflict)

    def removing(self, entity: E) -> Change:
        """The change that removes what was read."""
        return Delete(self.key(entity.id), at_version(entity.version), VersionConflict)

    def create(self, entity: E, *facts: Fact) -> E:
        """Add it and tell the facts, in one write."""
        self.tenant.table.write([self.creating(entity), *told(self.tenant, *facts)])
        return entity

    def replace(self, before: E, after: E, *facts: Fact) -> E:
        """Store the changed entity and tell the facts; returns it with its new version."""
        self.tenant.table.write([self.replacing(before, after), *told(self.tenant, *facts)])
        return after.model_copy(update={"version": before.version + 1})

    def remove(self, entity: E, *facts: Fact) -> None:
        """Remove it and tell the facts."""
        self.tenant.table.write([self.removing(entity), *told(self.tenant, *facts)])
