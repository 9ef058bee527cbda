"""Claiming the next dates of a series before the decided ones come to their end."""

from datetime import datetime, timedelta

from tutti.kit.due import Timers
from tutti.kit.facts import told
from tutti.kit.raced import until_undisturbed
from tutti.kit.tenant import Tenant
from tutti.people.participants import TakingPart
from tutti.scheduling.busy import BusyStore
from tutti.scheduling.circumstances import WIDEST_MARGIN, Circumstances, gather
from tutti.scheduling.series.booking import plan_extension
from tutti.scheduling.series.entering import enter_series
from tutti.scheduling.series.horizon import dates_of, goes_on, horizon, resources_of, window_of
from tutti.scheduling.series.series import Series
from tutti.scheduling.series.terms import DateVerdict
from tutti.scheduling.series.verdicts import Deciding, free_dates
from tutti.scheduling.service import SeriesClashed, SeriesExtended
from tutti.scheduling.store import SeriesStore

SOON = timedelta(weeks=8)


def extend_series(tenant: Tenant, series_id: str, *, timers: Timers, now: datetime) -> None:
    """Claim the dates of the next stretch that are free; what clashes is told, for somebody to decide.

    Nothing when the series has ended, has no more dates, or was extended already.
    """

    def once() -> None:
        before = SeriesStore(tenant).find(series_id)
        if before is None or before.claimed_until - now > SOON or not goes_on(before):
            return
        after, dates, found = _decide(tenant, before, now)
        plan_extension(tenant, after, timers, now)
        _write(tenant, before, after, dates, found)

    until_undisturbed(once)
    enter_series(tenant, series_id)


def _decide(tenant: Tenant, before: Series, now: datetime) -> tuple[Series, list[DateVerdict], Circumstances]:
    since = before.claimed_until
    furthest = horizon(since, resources_of(before), 52)
    around = window_of(since, furthest).widened(WIDEST_MARGIN + 8 * 96)
    busy = BusyStore(tenant).keys(before.resources, [around])
    found = gather(tenant, TakingPart(before.teacher_id, before.student_ids), busy)
    until = horizon(since, resources_of(before), found.studio.policy.series_horizon_weeks)
    deciding = Deciding(before, found, BusyStore(tenant), now)
    dates = deciding.dates(dates_of(before, since, until))
    return before.with_dates(free_dates(dates), until), dates, found


def _write(
    tenant: Tenant, before: Series, after: Series, dates: list[DateVerdict], found: Circumstances
) -> None:
    clashing = tuple(one.original_start for one in dates if one.verdict.is_clash)
    told_of = [SeriesExtended(subject=before.id, teacher_id=before.teacher_id)]
    clashed = [SeriesClashed(subject=before.id, dates=clashing)] if clashing else []
    tenant.table.write(
        [
            SeriesStore(tenant).replacing(before, after),
            *BusyStore(tenant).writing(found.masks),
            *told(tenant, *told_of, *clashed),
        ]
    )
