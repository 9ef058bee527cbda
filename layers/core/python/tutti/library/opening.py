"""Opening a resource, which is counted for each person (CRS-11)."""

from datetime import datetime

from tutti.kit.entity import Page
from tutti.kit.who import Caller
from tutti.library.reach import seen_resource
from tutti.library.resource import Opened, ResourceAccess
from tutti.library.sources import opened
from tutti.library.store import AccessStore, ResourceStore


def open_resource(caller: Caller, resource_id: str, *, now: datetime) -> Opened:
    """What is in it, this once more counted; refuses with `NoSuchResource` who may not see it.

    Refuses `NotReadyYet` a recording or file that is still being prepared; what is refused is not counted.
    """
    tenant = caller.tenant
    found = seen_resource(caller, ResourceStore(tenant).get(resource_id), now)
    content = opened(tenant, found, now=now)
    tenant.table.write([AccessStore(tenant, resource_id).counting(caller.person_id, now)])
    return content


def list_accesses(
    caller: Caller, resource_id: str, *, now: datetime, limit: int, cursor: str | None
) -> Page[ResourceAccess]:
    """A page of who opened it; refuses with `NoSuchResource` who may not see it."""
    seen_resource(caller, ResourceStore(caller.tenant).get(resource_id), now)
    return AccessStore(caller.tenant, resource_id).page(limit=limit, cursor=cursor)
