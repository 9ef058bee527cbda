"""The cancellation policy of a studio: set, read, and kept in all its versions (SCH-14)."""

from datetime import datetime

from tutti.kit.entity import Page
from tutti.kit.errors import VersionConflict
from tutti.kit.facts import Fact, told
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.scheduling.cancellation.policy import PolicyInForce, PolicyUpdate
from tutti.scheduling.cancellation.policy_store import PolicyStore
from tutti.studios.service import read_studio, studio_key


class CancellationPolicyChanged(Fact):
    """The studio has another cancellation policy; `subject` is the studio."""

    policy_version: int


def get_cancellation_policy(tenant: Tenant) -> PolicyInForce:
    """The policy in force; the default for a studio that has set none."""
    policies = PolicyStore(tenant)
    return policies.read(tenant.table.get(policies.key()))


def list_cancellation_policy_versions(
    tenant: Tenant, *, limit: int, cursor: str | None
) -> Page[PolicyInForce]:
    """A page of all versions, the newest first."""
    return PolicyStore(tenant).page(limit=limit, cursor=cursor)


def update_cancellation_policy(caller: Caller, update: PolicyUpdate, *, now: datetime) -> PolicyInForce:
    """The policy as the next version; what was cancelled stays as it was decided.

    Refuses `VersionConflict`, and by name what is wrong with the document.
    """
    tenant, policies = caller.tenant, PolicyStore(caller.tenant)
    record, studio = tenant.table.get_each(policies.key(), studio_key(tenant))
    before = policies.read(record)
    if update.version != before.version:
        raise VersionConflict()
    update.refuse_flaws(read_studio(tenant, studio).currency)
    document = dict(update) | {"version": before.version + 1}
    after = PolicyInForce(**document, set_at=now, set_by=caller.person_id)
    changed = CancellationPolicyChanged(subject=tenant.studio_id, policy_version=after.version)
    tenant.table.write([*policies.setting(before, after), *told(tenant, changed)])
    return after
