"""What the steps of curricula name: resources that one sees, templates, pieces; and what became of them."""

from datetime import datetime

from tutti.coursework.published import read_template, template_key
from tutti.kit.entity import Value
from tutti.kit.errors import NotFound
from tutti.kit.record import Record
from tutti.kit.who import Caller
from tutti.library.curriculum import References
from tutti.library.reach import seen_by
from tutti.library.resource import Resource
from tutti.library.store import PieceStore, ResourceStore


class NothingOfThat(NotFound):
    """A step names a resource, a template or a piece that is not there for you."""


class Named(Value):
    """Something that a step names; gone is what was removed, or what the reader may not see."""

    id: str
    title: str = ""
    is_gone: bool = False


def look_up(caller: Caller, names: References, now: datetime) -> tuple[Named, ...]:
    """What these are called today, in the order of their ids: at most one batch of reads."""
    found = _found(caller, names, now)
    return tuple(found[one] for one in sorted(found))


def refuse_missing(caller: Caller, names: References, now: datetime) -> None:
    """Refuse as not found what is not there, was removed, or is nothing that the caller sees."""
    gone = [one.id for one in look_up(caller, names, now) if one.is_gone]
    if gone:
        raise NothingOfThat(f"Not there: {', '.join(gone)}.", missing=gone)


def _found(caller: Caller, names: References, now: datetime) -> dict[str, Named]:
    tenant = caller.tenant
    resources, pieces = ResourceStore(tenant), PieceStore(tenant)
    keys = {one: resources.key(one) for one in names.resource_ids}
    keys |= {one: pieces.key(one) for one in names.piece_ids}
    keys |= {one: template_key(tenant, one) for one in names.template_ids}
    records = tenant.table.get_each(*keys.values()) if keys else []
    return {
        named_id: _named(caller, named_id, record, now)
        for named_id, record in zip(keys, records, strict=True)
    }


def _named(caller: Caller, named_id: str, record: Record | None, now: datetime) -> Named:
    if record is None:
        return Named(id=named_id, is_gone=True)
    if record.kind == "Piece":
        piece = PieceStore(caller.tenant).read(record)
        return Named(id=named_id, title=piece.title, is_gone=piece.removed_at is not None)
    if record.kind == "AssignmentTemplate":
        return Named(id=named_id, title=read_template(caller.tenant, record).title)
    return _as_seen(caller, ResourceStore(caller.tenant).read(record), now)


def _as_seen(caller: Caller, resource: Resource, now: datetime) -> Named:
    if resource.removed_at:
        return Named(id=resource.id, title=resource.title, is_gone=True)
    seen = seen_by(caller, now)([resource])
    return Named(id=resource.id, title=resource.title if seen else "", is_gone=not seen)
