"""The studio's profile, and what other contexts ask of a studio and its locations."""

from collections.abc import Iterable

from tutti.kit.changes import Change, Key
from tutti.kit.directory import Registering, slug_key
from tutti.kit.errors import Conflict, NotAllowed
from tutti.kit.facts import Fact, told
from tutti.kit.record import Record
from tutti.kit.role import Role
from tutti.kit.tenant import Tenant
from tutti.studios.model import Studio, StudioUpdate
from tutti.studios.store import LocationStore, StudioStore


class StudioChanged(Fact):
    """The studio has another profile."""


class CurrencyFixed(Conflict):
    """A studio keeps the currency that it was opened with."""


class OwnersMove(NotAllowed):
    """Only owners change the studio's public address."""


def get_studio(tenant: Tenant) -> Studio:
    """The studio."""
    return StudioStore(tenant).current()


def update_studio(tenant: Tenant, update: StudioUpdate, *, by: Role) -> Studio:
    """The studio as it now is; refuses `CurrencyFixed`, `SlugTaken` and `OwnersMove`."""
    before = StudioStore(tenant).current()
    after = before.revised(update)
    if after.currency != before.currency:
        raise CurrencyFixed()
    changed = StudioChanged(subject=before.id)
    if after.slug == before.slug:
        return StudioStore(tenant).replace(before, after, changed)
    if by is not Role.OWNER:
        raise OwnersMove()
    return _move(tenant, before, after, changed)


def _move(tenant: Tenant, before: Studio, after: Studio, changed: Fact) -> Studio:
    here = Registering.of(tenant, slug_key(before.slug).pk, slug_key(after.slug).pk)
    studios = StudioStore(here)
    moving = [studios.claiming_slug(after.slug), studios.freeing_slug(before.slug)]
    here.table.write([studios.replacing(before, after), *moving, *told(here, changed)])
    return after.model_copy(update={"version": before.version + 1})


def studio_key(tenant: Tenant) -> Key:
    """Where the studio lies, for who reads it along with something else."""
    return StudioStore(tenant).key(tenant.studio_id)


def read_studio(tenant: Tenant, record: Record | None) -> Studio:
    """The studio in the item that lay there."""
    return StudioStore(tenant).required(record)


def requiring_locations(tenant: Tenant, ids: Iterable[str | None]) -> list[Change]:
    """The conditions that the studio has these locations, refused with `NoSuchLocation`; None is skipped."""
    locations = LocationStore(tenant)
    return [locations.requiring(location_id) for location_id in dict.fromkeys(ids) if location_id]
