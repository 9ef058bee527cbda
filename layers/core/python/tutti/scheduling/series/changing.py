"""Changes of a series from one date on: the rest of its pattern ends, and another one follows.

What is past stays as it was, and so does a lesson that was moved or cancelled by itself.
"""

from datetime import datetime, timedelta

from tutti.kit.due import Timers
from tutti.kit.facts import Fact, told
from tutti.kit.ids import new_id
from tutti.kit.raced import refuse_outdated, until_undisturbed
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.scheduling import rules
from tutti.scheduling.booking import refuse_people, refuse_strangers
from tutti.scheduling.busy import BusyStore, Masks
from tutti.scheduling.calendars import lesson_for
from tutti.scheduling.circumstances import WIDEST_MARGIN, circumstances
from tutti.scheduling.grid import Span
from tutti.scheduling.moves import Move, move_lesson
from tutti.scheduling.series.booking import Decided, decide, plan_extension, stated
from tutti.scheduling.series.entering import enter_series
from tutti.scheduling.series.following import ended, follower, starts_at, terms_of
from tutti.scheduling.series.horizon import FURTHEST, horizon, resources_of, window_of
from tutti.scheduling.series.series import Series
from tutti.scheduling.series.terms import DecidedSeries, Scope, SeriesChange, SeriesEnding, Take
from tutti.scheduling.series.verdicts import refuse_clashes
from tutti.scheduling.series.visibility import own_series
from tutti.scheduling.service import SeriesBooked, SeriesChanged
from tutti.scheduling.store import SeriesStore

AROUND = timedelta(days=2)


def change_series(
    caller: Caller, series_id: str, change: SeriesChange, *, timers: Timers, now: datetime
) -> DecidedSeries:
    """The series that follows from the date on that the change names, or from now on for all of it.

    In one write the old dates are given back and the new ones taken: all, or those that fit. Refuses with
    `SeriesClashes`, an older version, and `SeriesOver` when no date is left to change.
    """
    if change.scope is Scope.THIS:
        return _move_one(caller, series_id, change, now)
    next_id, at = new_id("ser"), change.from_when(now)

    def once() -> Decided:
        before = _own(caller, series_id, change.version)
        after = ended(before, at)
        decided = _decide(caller, before, after, follower(before, change, next_id, at), change, now)
        if change.take is Take.ALL:
            refuse_clashes(decided.dates)
        plan_extension(caller.tenant, decided.series, timers, now)
        _write(caller.tenant, before, after, decided.found.masks, decided.series)
        return decided

    decided = until_undisturbed(once)
    enter_series(caller.tenant, series_id)
    enter_series(caller.tenant, next_id)
    return stated(decided.series, decided.dates)


def _move_one(caller: Caller, series_id: str, change: SeriesChange, now: datetime) -> DecidedSeries:
    """The series whose one lesson is elsewhere from now on, an exception of its pattern."""
    series = until_undisturbed(lambda: _own(caller, series_id, change.version))
    lesson = lesson_for(caller, series.lesson_id(change.original_start or now))
    there = series.model_copy(update={"start": change.start or series.start})
    move = Move(
        starts_at=starts_at(there),
        minutes=change.minutes,
        room_id=change.room_id,
        overrides_rules=change.overrides_rules,
        version=lesson.version,
    )
    move_lesson(caller, lesson.id, move, now=now)
    return stated(own_series(caller, series_id), [])


def end_series(caller: Caller, series_id: str, ending: SeriesEnding, *, now: datetime) -> Series:
    """The series without its dates from then on, never in the past; their time is free again."""

    def once() -> Series:
        before = _own(caller, series_id, ending.version)
        after = ended(before, max(ending.at, now))
        masks = BusyStore(caller.tenant).read(before.resources, _spans(before, after))
        _free(masks, before, after)
        _write(caller.tenant, before, after, masks)
        return after.model_copy(update={"version": before.version + 1})

    ended_series = until_undisturbed(once)
    enter_series(caller.tenant, series_id)
    return ended_series


def _own(caller: Caller, series_id: str, version: int) -> Series:
    series = own_series(caller, series_id)
    refuse_outdated(series, version)
    return series


def _decide(
    caller: Caller, before: Series, after: Series, pattern: Series, change: SeriesChange, now: datetime
) -> Decided:
    """The series that follows, its dates found in the masks from which the old dates are gone."""
    terms = terms_of(pattern, overrides_rules=change.overrides_rules)
    refuse_strangers(caller, terms)
    since = max(min(_next_date(before, now), starts_at(pattern)), now)
    begins = max(since, starts_at(pattern))
    if begins - since > FURTHEST:
        raise rules.TooFarAhead("The change begins within a year.", rule="start")
    furthest = horizon(begins, resources_of(pattern), FURTHEST // timedelta(weeks=1))
    within = window_of(since - AROUND, max(before.claimed_until, furthest) + AROUND)
    found = circumstances(caller, terms, within, within.widened(8 * 96))
    refuse_people(caller, terms, found.people)
    if pattern.minutes != before.minutes and not change.overrides_rules:
        rules.refuse_length(found.studio.policy, pattern.minutes)
    left = [one for one in before.resources if one not in pattern.resources]
    found.masks.add(BusyStore(caller.tenant).read(left, [within.widened(WIDEST_MARGIN)]))
    _free(found.masks, before, after)
    return decide(caller.tenant, pattern, found, now, within, overrides=change.overrides_rules)


def _next_date(series: Series, now: datetime) -> datetime:
    return next(iter(series.upcoming(now)), series.claimed_until)


def _spans(before: Series, after: Series) -> list[Span]:
    kept = set(after.occurrences)
    return [before.place(one).span for one in before.occurrences if one not in kept]


def _free(masks: Masks, before: Series, after: Series) -> None:
    for span in _spans(before, after):
        for resource in before.resources:
            masks.free(resource, span)


def _write(
    tenant: Tenant, before: Series, after: Series, masks: Masks, follows: Series | None = None
) -> None:
    series = SeriesStore(tenant)
    dropped = tuple(before.lesson_id(one) for one in before.occurrences if one not in after.occurrences)
    facts: list[Fact] = [SeriesChanged(subject=before.id, teacher_id=before.teacher_id, dropped=dropped)]
    if follows:
        facts.append(SeriesBooked(subject=follows.id, teacher_id=follows.teacher_id))
    tenant.table.write(
        [
            series.replacing(before, after),
            *([series.creating(follows)] if follows else []),
            *BusyStore(tenant).writing(masks),
            *told(tenant, *facts),
        ]
    )
