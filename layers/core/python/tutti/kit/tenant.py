"""The studio that everything is done for. Nothing reaches the table without one."""

from dataclasses import dataclass

from tutti.kit.credentials import scoped_connection
from tutti.kit.table import Table

SYSTEM = "system"


@dataclass(frozen=True)
class Tenant:
    """One studio, and who acts in it: a person's id, or the name of a saga or function."""

    studio_id: str
    actor: str = SYSTEM

    def partition(self, *parts: str) -> str:
        """A partition key of this studio: `STUDIO#<id>#…`."""
        return "#".join(("STUDIO", self.studio_id, *parts))

    @property
    def leading_keys(self) -> tuple[str, ...]:
        """The partitions that IAM leaves to this tenant."""
        return (self.partition(), self.partition("*"))

    @property
    def table(self) -> Table:
        """The table, under credentials that can name this studio only."""
        return Table(scoped_connection("TENANT_ROLE_ARN", self.leading_keys))
