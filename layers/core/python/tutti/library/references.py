"""What the steps of curricula name: resources that one sees, templates, pieces; and what became of them."""

from collections.abc import Iterable
from datetime import datetime

from tutti.coursework.published import read_template, template_key
from tutti.kit.entity import Value
from tutti.kit.errors import NotFound
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.library.curriculum import References, Step
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
    """What these are called today, in the order of their ids: a batch of reads for every hundred.

    Of resources that the caller made of what is a student's own, whether the caller sees that student, too.
    """
    found = _found(caller, names, now)
    return tuple(found[one] for one in sorted(found))


def refuse_missing(caller: Caller, steps: Iterable[Step], known: References, now: datetime) -> None:
    """Refuse as not found what is not there, was removed, or is nothing that the caller sees.

    Names the keys of the steps that name it; what was known before may be gone.
    """
    found = list(steps)
    gone = {one.id for one in look_up(caller, References.of(found).beyond(known), now) if one.is_gone}
    astray = [one.key for one in found if not gone.isdisjoint(References.of([one]).ids)]
    if astray:
        raise NothingOfThat(f"It is these steps: {', '.join(astray)}.", steps=astray)


def _found(caller: Caller, names: References, now: datetime) -> dict[str, Named]:
    tenant = caller.tenant
    resources, pieces = ResourceStore(tenant), PieceStore(tenant)
    keys = {one: resources.key(one) for one in names.resource_ids}
    keys |= {one: pieces.key(one) for one in names.piece_ids}
    keys |= {one: template_key(tenant, one) for one in names.template_ids}
    records = dict(zip(keys, tenant.table.get_each(*keys.values()), strict=True))
    lying = [resources.read(record) for record in records.values() if record and record.kind == "Resource"]
    seen = {one.id for one in seen_by(caller, now).seen([one for one in lying if one.removed_at is None])}
    others = {one: _named(tenant, one, record) for one, record in records.items()}
    return others | {one.id: _as_seen(one, one.id in seen) for one in lying}


def _named(tenant: Tenant, named_id: str, record: Record | None) -> Named:
    if record and record.kind == "Piece":
        piece = PieceStore(tenant).read(record)
        return Named(id=named_id, title=piece.title, is_gone=piece.removed_at is not None)
    if record and record.kind == "AssignmentTemplate":
        return Named(id=named_id, title=read_template(tenant, record).title)
    return Named(id=named_id, is_gone=True)


def _as_seen(resource: Resource, is_seen: bool) -> Named:
    """Of what was removed its title, too; nothing of what others see alone."""
    title = resource.title if is_seen or resource.removed_at else ""
    return Named(id=resource.id, title=title, is_gone=not is_seen)
