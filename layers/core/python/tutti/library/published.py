"""What other contexts ask of the library."""

from collections.abc import Iterable
from datetime import datetime

from tutti.kit.changes import Key
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.library.reach import seen_by
from tutti.library.resource import Resource
from tutti.library.store import ResourceStore


def resource_key(tenant: Tenant, resource_id: str) -> Key:
    """Where the resource lies, for who reads it along with something else."""
    return ResourceStore(tenant).key(resource_id)


def resources_among(caller: Caller, records: Iterable[Record | None], *, now: datetime) -> list[Resource]:
    """The resources among these items that are on the shelf and that the caller may see.

    Staff by no read, unless some of what they made is a student's own; then by one for a hundred of those.
    """
    found = [ResourceStore(caller.tenant).read(one) for one in records if one and one.kind == "Resource"]
    return seen_by(caller, now).seen([one for one in found if one.removed_at is None])
