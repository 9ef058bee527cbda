"""The roster of a series as it may change: what is looked at, the verdict on each date, the write."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tutti.kit.facts import Fact, told
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.students import keys_to_see
from tutti.scheduling import rules
from tutti.scheduling.busy import BusyStore, Masks, SlotTaken
from tutti.scheduling.groups.access import refuse_outsiders
from tutti.scheduling.groups.group_seats import pool_of
from tutti.scheduling.groups.seats import OthersWait
from tutti.scheduling.lesson import LessonFull
from tutti.scheduling.series.entering import enter_series
from tutti.scheduling.series.horizon import window_of
from tutti.scheduling.series.series import Series
from tutti.scheduling.series.terms import DateVerdict, Verdict
from tutti.scheduling.service import SeriesChanged
from tutti.scheduling.store import NoSuchSeries, SeriesStore
from tutti.scheduling.waitlist.published import line_id_of
from tutti.scheduling.waitlist.seat import SeatKind
from tutti.scheduling.waitlist.store import LineStore
from tutti.scheduling.waitlist.waitlist import Line
from tutti.studios.model import Policy
from tutti.studios.service import read_studio, studio_key

AROUND = timedelta(days=8)


@dataclass(frozen=True)
class Roster:
    """What a change of the roster looks at."""

    series: Series
    witnesses: Sequence[Record | None]
    policy: Policy
    line: Line | None
    masks: Masks


def read_roster(caller: Caller, series_id: str, student_id: str, now: datetime) -> Roster:
    """The series, all its lessons entered, and what decides about the student."""
    tenant, busy = caller.tenant, BusyStore(caller.tenant)
    series = SeriesStore(tenant).get(series_id)
    refuse_outsiders(caller, series, NoSuchSeries)
    enter_series(tenant, series_id)
    witnesses, since = keys_to_see(caller, student_id), next(iter(series.upcoming(now)), now)
    masks = busy.keys([student_id], [window_of(since - AROUND, series.claimed_until + AROUND)])
    lines = LineStore(tenant)
    waiting = lines.key(line_id_of(series.course_id, SeatKind.GROUP))
    studio, line, *others = tenant.table.get_each(studio_key(tenant), waiting, *witnesses, *masks)
    return Roster(
        series,
        others[: len(witnesses)],
        read_studio(tenant, studio).policy,
        lines.read(line) if line else None,
        busy.masks(one for one in others[len(witnesses) :] if one),
    )


def decided(found: Roster, student_id: str, now: datetime, *, overrides: bool) -> list[DateVerdict]:
    """The verdict on each date that follows the pattern, the student's time taken in the masks.

    Refuses with `LessonFull`; `overrides` sets the rules of booking aside.
    """
    series = found.series
    if series.seats is not None and len(series.student_ids) >= series.seats:
        raise LessonFull()
    verdicts = []
    for starts_at in series.occurrences:
        verdict, detail = _verdict(found, starts_at, student_id, now, overrides=overrides)
        verdicts.append(DateVerdict(original_start=starts_at, verdict=verdict, detail=detail))
    return verdicts


def _verdict(
    found: Roster, starts_at: datetime, student_id: str, now: datetime, *, overrides: bool
) -> tuple[Verdict, str]:
    if starts_at <= now:
        return Verdict.PAST, ""
    place = found.series.place(starts_at)
    try:
        if not overrides:
            rules.refuse_crowded_week(found.policy, found.masks, student_id, place)
            _refuse_before_others(found, starts_at)
        found.masks.claim(student_id, place.span)
    except rules.TooManyThisWeek as refusal:
        return Verdict.CROWDED, refusal.detail
    except (SlotTaken, OthersWait) as refusal:
        return Verdict.TAKEN, refusal.detail
    return Verdict.FREE, ""


def _refuse_before_others(found: Roster, starts_at: datetime) -> None:
    if found.line and found.line.yields_to(pool_of(found.series.lesson(starts_at))):
        raise OthersWait()


def write_roster(tenant: Tenant, found: Roster, after: Series, fact: Fact) -> None:
    """Store the roster and the student's time, and tell of it."""
    changed = SeriesChanged(subject=after.id, teacher_id=after.teacher_id)
    tenant.table.write(
        [
            SeriesStore(tenant).replacing(found.series, after),
            *BusyStore(tenant).writing(found.masks),
            *told(tenant, fact, changed),
        ]
    )
