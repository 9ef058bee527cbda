"""Where credits lie: the lots of a student together, so that one query reads them all."""

from tutti.billing.credit import Credit
from tutti.kit.changes import Key
from tutti.kit.collection import Collection
from tutti.kit.errors import NotFound
from tutti.kit.tenant import Tenant


class NoSuchCredit(NotFound):
    """This student has no such credit."""


class CreditStore(Collection[Credit]):
    """The credits of one student."""

    def __init__(self, tenant: Tenant, student_id: str) -> None:
        super().__init__(tenant, Credit, "Credit", missing=NoSuchCredit)
        self._partition = tenant.partition("CREDIT", student_id)

    def key(self, entity_id: str) -> Key:
        """Where a lot lies."""
        return Key(self._partition, entity_id)
