"""Where a studio's cancellation policy lies, and all the versions that it had."""

from tutti.kit.changes import Change, Key, Put, absent, at_version
from tutti.kit.entity import Page
from tutti.kit.errors import NotFound, VersionConflict
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.scheduling.cancellation.default_policy import default_policy
from tutti.scheduling.cancellation.policy import STARTS_WITH, PolicyInForce

KIND = "CancellationPolicy"
PREFIX = "VERSION#"


class NoSuchPolicyVersion(NotFound):
    """The studio never had this version of its cancellation policy."""


class PolicyStore:
    """The cancellation policy of a studio: the one in force, and every version under its number."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self._partition = tenant.partition("CANCELLATIONPOLICY")

    def key(self) -> Key:
        """Where the policy in force lies."""
        return Key(self._partition, "CURRENT")

    def version_key(self, version: int) -> Key:
        """Where a version lies for good."""
        return Key(self._partition, f"{PREFIX}{version:08d}")

    def read(self, record: Record | None) -> PolicyInForce:
        """The policy in the item that lay there; the default where the studio has set none."""
        if record is None:
            return PolicyInForce(**dict(default_policy()), version=STARTS_WITH)
        return PolicyInForce.model_validate_json(record.body, extra="ignore")

    def version(self, version: int) -> PolicyInForce:
        """The policy of this version; refuses `NoSuchPolicyVersion`."""
        record = self._tenant.table.get(self.version_key(version))
        if record is None and version != STARTS_WITH:
            raise NoSuchPolicyVersion()
        return self.read(record)

    def setting(self, before: PolicyInForce, after: PolicyInForce) -> list[Change]:
        """The changes that put the next version in force and keep all before it."""
        is_first = before.version == STARTS_WITH
        unchanged = absent() if is_first else at_version(before.version)
        first = [Put(self._record(self.version_key(STARTS_WITH), before))] if is_first else []
        return [
            Put(self._record(self.key(), after), unchanged, VersionConflict),
            Put(self._record(self.version_key(after.version), after), absent(), VersionConflict),
            *first,
        ]

    def page(self, *, limit: int, cursor: str | None) -> Page[PolicyInForce]:
        """A page of the versions, the newest first; the default alone where the studio has set none."""
        records, further = self._tenant.table.page(
            self._partition, prefix=PREFIX, limit=limit, cursor=cursor, newest_first=True
        )
        found = [self.read(record) for record in records]
        return Page[PolicyInForce](items=found if found or cursor else [self.read(None)], cursor=further)

    def _record(self, key: Key, policy: PolicyInForce) -> Record:
        return Record(key.pk, key.sk, kind=KIND, version=policy.version, body=policy.model_dump_json())
