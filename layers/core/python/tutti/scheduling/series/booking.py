"""Booking a series: every date in the horizon is decided, and all that are taken are taken in one write."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from tutti.kit.changes import Change
from tutti.kit.due import Timers
from tutti.kit.facts import told
from tutti.kit.ids import new_id
from tutti.kit.raced import until_undisturbed
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.scheduling import rules
from tutti.scheduling.booking import refuse_people, refuse_strangers
from tutti.scheduling.busy import BusyStore
from tutti.scheduling.circumstances import Circumstances, circumstances
from tutti.scheduling.grid import Span
from tutti.scheduling.model import first_occurrence
from tutti.scheduling.recurrence.rule import InvalidRule
from tutti.scheduling.series.entering import enter_series
from tutti.scheduling.series.horizon import (
    FURTHEST,
    dates_of,
    extends_at,
    goes_on,
    horizon,
    resources_of,
    window_of,
)
from tutti.scheduling.series.series import Series
from tutti.scheduling.series.terms import DateVerdict, DecidedDates, DecidedSeries, SeriesBooking, Take
from tutti.scheduling.series.verdicts import Deciding, free_dates, refuse_clashes
from tutti.scheduling.service import SeriesBooked, SeriesHorizonNear
from tutti.scheduling.store import SeriesStore


class Decided(NamedTuple):
    """A series that is not written yet, what was found of its dates, and whose time they take."""

    series: Series
    dates: list[DateVerdict]
    found: Circumstances


def preview_series(caller: Caller, booking: SeriesBooking, *, now: datetime) -> DecidedDates:
    """What would be found of each date; nothing is written."""
    refuse_strangers(caller, booking)
    decided = _decide(caller, booking, new_id("ser"), now)
    return DecidedDates(rule=decided.series.rule, dates=tuple(decided.dates))


def book_series(
    caller: Caller, booking: SeriesBooking, *, requiring: Sequence[Change], timers: Timers, now: datetime
) -> DecidedSeries:
    """The series with a verdict on each date up to the horizon, and its lessons.

    All time is taken in one write: of every date, or of those that fit when that is asked for; else refuses
    with `SeriesClashes`, which tells all verdicts and what would do as well. Closed days are skipped. The
    lessons are entered right after; should that be cut off, the fact has them entered later.
    """
    refuse_strangers(caller, booking)
    series_id = new_id("ser")

    def once() -> Decided:
        decided = _decide(caller, booking, series_id, now)
        if booking.take is Take.ALL:
            refuse_clashes(decided.dates)
        _write(caller.tenant, decided, requiring, timers, now)
        return decided

    decided = until_undisturbed(once)
    enter_series(caller.tenant, series_id)
    return stated(decided.series, decided.dates)


def stated(series: Series, dates: Sequence[DateVerdict]) -> DecidedSeries:
    """The series with its dates and lessons, for who asked for it."""
    ids = tuple(series.lesson_id(one) for one in series.occurrences)
    return DecidedSeries(series=series, dates=tuple(dates), lesson_ids=ids)


def _decide(caller: Caller, booking: SeriesBooking, series_id: str, now: datetime) -> Decided:
    """The series as the masks of its people allow it; refuses rules and people that cannot be."""
    zone_name = booking.zone or "UTC"
    rule = booking.rule()
    first = first_occurrence(rule, booking.start, zone_name) or now
    until = horizon(max(first, now), resources_of(booking), FURTHEST // timedelta(weeks=1))
    within = window_of(max(min(first, until), now) - timedelta(days=2), until + timedelta(days=2))
    found = circumstances(caller, booking, within, within.widened(8 * 96))
    refuse_people(caller, booking, found.people)
    if not booking.overrides_rules:
        rules.refuse_length(found.studio.policy, booking.minutes)
    pattern = _series(booking, series_id, rule, booking.zone or found.studio.time_zone, until)
    return decide(caller.tenant, pattern, found, now, within, overrides=booking.overrides_rules)


def decide(
    tenant: Tenant, pattern: Series, found: Circumstances, now: datetime, within: Span, *, overrides: bool
) -> Decided:
    """The series with the dates that are free from now on, up to the studio's horizon."""
    first = first_occurrence(pattern.rule, pattern.start, pattern.zone)
    if first is None or first.replace(tzinfo=None) != pattern.start:
        raise InvalidRule("The start is not a date of the rule: let it be the first lesson.")
    weeks = found.studio.policy.series_horizon_weeks
    until = horizon(max(first, now), resources_of(pattern), weeks)
    deciding = Deciding(pattern, found, BusyStore(tenant), now, overrides)
    dates = deciding.dates(dates_of(pattern, pattern_start(first, now), until))
    if not dates:
        raise InvalidRule("The rule has no date in the time that is booked ahead.")
    series = pattern.with_dates(free_dates(dates), until)
    return Decided(series, deciding.advised(dates, within), found)


def pattern_start(first: datetime, now: datetime) -> datetime:
    """From when on dates count: what was before is told as past only for a series that begins there."""
    return min(first, now) if now - first < FURTHEST else now


def _write(
    tenant: Tenant, decided: Decided, requiring: Sequence[Change], timers: Timers, now: datetime
) -> None:
    series = decided.series
    plan_extension(tenant, series, timers, now)
    tenant.table.write(
        [
            SeriesStore(tenant).creating(series),
            *BusyStore(tenant).writing(decided.found.masks),
            *requiring,
            *told(tenant, SeriesBooked(subject=series.id, teacher_id=series.teacher_id)),
        ]
    )


def plan_extension(tenant: Tenant, series: Series, timers: Timers, now: datetime) -> None:
    """Have the next dates claimed in time, when there are any."""
    if goes_on(series):
        near = SeriesHorizonNear(subject=series.id)
        timers.tell(tenant, f"{series.id}-extend", extends_at(series, now), near)


def _series(booking: SeriesBooking, series_id: str, rule: str, zone_name: str, until: datetime) -> Series:
    return Series(
        id=series_id,
        teacher_id=booking.teacher_id,
        room_id=booking.room_id,
        location_id=booking.location_id,
        zone=zone_name,
        start=booking.start,
        minutes=booking.minutes,
        rule=rule,
        rdates=booking.rdates,
        exdates=booking.exdates,
        claimed_until=until,
        **booking.lasting,
    )
