"""Where hybrid cycles lie."""

from tutti.kit.changes import Change
from tutti.kit.collection import Collection
from tutti.kit.errors import NotFound, VersionConflict
from tutti.kit.tenant import Tenant
from tutti.scheduling.groups.hybrid import HybridCycle


class NoSuchCycle(NotFound):
    """This series has no hybrid cycle."""


class HybridCycleStore(Collection[HybridCycle]):
    """The hybrid cycles of a studio, by series."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, HybridCycle, "HybridCycle", missing=NoSuchCycle)

    def setting(self, before: HybridCycle | None, after: HybridCycle) -> Change:
        """The change to what the cycle shall be, refused when somebody was faster."""
        return self.replacing(before, after) if before else self.creating(after, VersionConflict)
