"""The way into a studio from outside: by the slug of its page."""

from dataclasses import dataclass
from datetime import timedelta

from tutti.kit.changes import Key
from tutti.kit.clock import epoch, utc_now
from tutti.kit.credentials import scoped_connection
from tutti.kit.errors import NotFound
from tutti.kit.ids import Slug as Slug  # noqa: PLC0414 - callers come to the directory with slugs
from tutti.kit.table import Table
from tutti.kit.tenant import Tenant

PUBLIC = "public"
REMEMBERED = timedelta(minutes=5)
_known: dict[str, tuple[str, int]] = {}


class NoSuchStudio(NotFound):
    """No studio has this address."""


def slug_key(slug: str) -> Key:
    """Where the directory keeps the studio of this slug."""
    return Key(f"DIRECTORY#SLUG#{slug}", "STUDIO")


def identity_partition(sub: str) -> str:
    """Where the directory keeps the memberships of this identity."""
    return f"DIRECTORY#IDENTITY#{sub}"


def directory_table(*partitions: str) -> Table:
    """The table under credentials that can name these directory partitions only."""
    return Table(scoped_connection("DIRECTORY_ROLE_ARN", partitions))


@dataclass(frozen=True)
class Registering(Tenant):
    """A studio together with named directory partitions: for what is written in both, or not at all."""

    partitions: tuple[str, ...] = ()

    @classmethod
    def of(cls, tenant: Tenant, *partitions: str) -> "Registering":
        """This studio, its actor, and these partitions of the directory."""
        return cls(tenant.studio_id, tenant.actor, partitions)

    @property
    def table(self) -> Table:
        """The table, under credentials that can name this studio and these partitions only."""
        return directory_table(*self.leading_keys, *self.partitions)


def public_tenant(slug: str) -> Tenant:
    """The studio of this public address, acting for nobody; remembered for minutes: slugs hardly move."""
    now = epoch(utc_now())
    studio_id, until = _known.get(slug, ("", 0))
    if until < now:
        studio_id = _look_up(slug)
        _known[slug] = (studio_id, epoch(utc_now(), after=REMEMBERED))
    return Tenant(studio_id, PUBLIC)


def _look_up(slug: str) -> str:
    key = slug_key(slug)
    record = directory_table("DIRECTORY#SLUG#*").get(key)
    if record is None or record.owner is None:
        raise NoSuchStudio()
    return record.owner
