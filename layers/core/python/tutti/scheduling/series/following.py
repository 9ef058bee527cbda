"""The series that follows another one from a date on: no change of a series doubles or loses a lesson."""

from dataclasses import replace
from datetime import UTC, datetime

from tutti.kit.clock import zone
from tutti.kit.errors import Conflict
from tutti.scheduling.lesson_terms import LessonTerms
from tutti.scheduling.recurrence.repetition import nth_weekday
from tutti.scheduling.recurrence.rule import Day, Rule
from tutti.scheduling.recurrence.splits import split
from tutti.scheduling.recurrence.text import parse
from tutti.scheduling.recurrence.wall_time import instant_of_wall
from tutti.scheduling.series.series import Series
from tutti.scheduling.series.terms import SeriesChange

LAST = datetime.max.replace(tzinfo=UTC)
KEPT = ("minutes", "teacher_id", "location_id", "room_id", "mode")


class SeriesOver(Conflict):
    """No date of this series is left to be changed; book another one."""


def follower(before: Series, change: SeriesChange, series_id: str, at: datetime) -> Series:
    """The series from this time on, changed; the days of lessons that left the pattern are left alone."""
    cut = split(before.rule, before.start, before.zone, at)
    ends_at = before.ends_at or LAST
    if cut.tail is None or cut.start is None or ends_at <= at:
        raise SeriesOver()
    start = change.start or cut.start
    rule = change.rule or str(_on_the_day(parse(cut.tail), cut.start, start))
    here = zone(before.zone)
    left_alone = [one.astimezone(here).replace(tzinfo=None) for one in before.exceptions if one >= at]
    changed = {name: value for name in KEPT if (value := getattr(change, name)) is not None}
    fresh = {"id": series_id, "version": 1, "occurrences": (), "exceptions": (), "dropped": ()}
    return before.model_copy(
        update={
            **fresh,
            "start": start,
            "rule": str(parse(rule)),
            "rdates": tuple(one for one in before.rdates if at <= _instant(one, before.zone) < ends_at),
            "exdates": tuple(datetime.combine(one, start.time()) for one in (*before.exdates, *left_alone)),
            "continues": before.id,
            "ends_at": None,
            **changed,
        }
    )


def ended(before: Series, at: datetime) -> Series:
    """The series without its dates from this time on; its rule ends where they do, and so it stays."""
    at = min(at, before.ends_at or LAST)
    head = split(before.rule, before.start, before.zone, at).head
    return before.ended_at(at, rule=head or before.rule)


def terms_of(series: Series, *, overrides_rules: bool) -> LessonTerms:
    """The series as what would be asked for; its roster may be longer than a booking's."""
    names = ("course_id", "teacher_id", "student_ids", "kind", "purpose", "mode", "minutes", "zone", "seats")
    asked = {name: getattr(series, name) for name in (*names, "location_id", "room_id")}
    return LessonTerms.model_construct(**asked, overrides_rules=overrides_rules)


def _on_the_day(rule: Rule, old: datetime, new: datetime) -> Rule:
    """The rule on the weekday of the new start, where it was one on the weekday of the old one."""
    if len(rule.by_day) != 1 or rule.by_day[0].weekday != old.weekday():
        return rule
    day = nth_weekday(new.date()) if rule.by_day[0].ordinal else Day(new.weekday())
    return replace(rule, by_day=(day,))


def starts_at(series: Series) -> datetime:
    """The instant of the series's first wall time."""
    return _instant(series.start, series.zone)


def _instant(wall: datetime, zone_name: str) -> datetime:
    return instant_of_wall(wall, zone(zone_name)).astimezone(UTC)
