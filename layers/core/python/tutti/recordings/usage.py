"""How full the studio's storage is (TEN-13)."""

from tutti.kit.entity import Value
from tutti.kit.tenant import Tenant
from tutti.recordings.store import StorageStore
from tutti.studios.plan import Plan
from tutti.studios.service import read_studio, studio_key


class Storage(Value):
    """Bytes of recordings and files: stored, reserved for uploads to come, and the plan's limit."""

    plan: Plan
    limit: int
    used: int
    reserved: int


def get_storage(tenant: Tenant) -> Storage:
    """How full the studio's storage is: one read."""
    storage = StorageStore(tenant)
    studio, counted = tenant.table.get_each(studio_key(tenant), storage.key)
    plan = read_studio(tenant, studio).plan
    used, reserved = storage.read(counted)
    return Storage(plan=plan, limit=plan.storage_bytes, used=used, reserved=reserved)
