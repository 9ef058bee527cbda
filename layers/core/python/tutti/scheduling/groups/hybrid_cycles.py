"""The hybrid cycle of a group: set, shown, and inherited by the series that follows (SCH-21)."""

from datetime import datetime

from tutti.kit.errors import Conflict, Invalid, VersionConflict
from tutti.kit.facts import Fact, told
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.scheduling.groups.access import NotAGroup
from tutti.scheduling.groups.group_seats import GROUPS
from tutti.scheduling.groups.hybrid import CycleUpdate, HybridCycle, ShownCycle, dates_ahead
from tutti.scheduling.groups.hybrid_store import HybridCycleStore
from tutti.scheduling.series.series import Series
from tutti.scheduling.series.visibility import own_series, series_for
from tutti.studios.service import read_studio, studio_key

SEATS_AT_MOST = 24
"""As many students as one write can let go when their hour becomes a window."""


class ForeignCurrency(Invalid):
    """Prices are in the studio's currency."""


class SlotTooLong(Invalid):
    """A slot is no longer than the group's lesson, in which it lies."""


class GroupTooLarge(Conflict):
    """A group with a hybrid cycle has at most 24 seats."""


class HybridCycleSet(Fact):
    """A group has a hybrid cycle, or another one; `subject` is the series."""


def set_hybrid_cycle(caller: Caller, series_id: str, update: CycleUpdate, *, now: datetime) -> ShownCycle:
    """The cycle as it now is; its windows are opened a moment later, and those that are open stay so.

    Refuses `NoSuchSeries`, `NotAGroup`, `GroupTooLarge`, `SlotTooLong`, `ForeignCurrency`, `VersionConflict`.
    """
    series, cycles = own_series(caller, series_id), HybridCycleStore(caller.tenant)
    record, studio = caller.tenant.table.get_each(cycles.key(series_id), studio_key(caller.tenant))
    before = cycles.read(record) if record else None
    if update.version != (before.version if before else None):
        raise VersionConflict()
    _refuse_misfits(series, update, read_studio(caller.tenant, studio).currency)
    version = before.version + 1 if before else 1
    after = HybridCycle(id=series_id, **(dict(update) | {"version": version}))
    changed = told(caller.tenant, HybridCycleSet(subject=series_id))
    caller.tenant.table.write([cycles.setting(before, after), *changed])
    return shown(after, series, now)


def get_hybrid_cycle(caller: Caller, series_id: str, *, now: datetime) -> ShownCycle:
    """The cycle with the dates ahead, for who may see the series; refuses `NoSuchSeries`, `NoSuchCycle`."""
    series = series_for(caller, series_id)
    return shown(HybridCycleStore(caller.tenant).get(series_id), series, now)


def shown(cycle: HybridCycle, series: Series, now: datetime) -> ShownCycle:
    """The cycle with the dates ahead."""
    return ShownCycle(**dict(cycle), dates=dates_ahead(cycle, series, now))


def cycle_of(tenant: Tenant, series: Series) -> HybridCycle | None:
    """The cycle of a series; one that follows another has that one's from its first day on."""
    cycles = HybridCycleStore(tenant)
    own = cycles.find(series.id)
    if own or not series.continues or not (before := cycles.find(series.continues)):
        return own
    return cycles.create(before.model_copy(update={"id": series.id, "version": 1}))


def _refuse_misfits(series: Series, update: CycleUpdate, currency: str) -> None:
    if series.kind not in GROUPS:
        raise NotAGroup()
    if (series.seats or 0) > SEATS_AT_MOST:
        raise GroupTooLarge()
    if update.slot_minutes > series.minutes:
        raise SlotTooLong()
    if update.price.currency != currency:
        raise ForeignCurrency(f"The studio's currency is {currency}.")
