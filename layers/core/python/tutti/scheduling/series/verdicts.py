"""The dates of a series, decided one by one: whose time is free is taken at once in the masks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tutti.kit.errors import Conflict, Refusal
from tutti.scheduling import rules
from tutti.scheduling.alternatives import Alternative, nearest_in
from tutti.scheduling.busy import BusyStore, SlotTaken
from tutti.scheduling.circumstances import Circumstances
from tutti.scheduling.grid import Span, slot_after
from tutti.scheduling.lesson import Place
from tutti.scheduling.places import Diary, claim_place
from tutti.scheduling.series.series import Series
from tutti.scheduling.series.terms import DateVerdict, Verdict

ADVISED = 10
"""For so many clashing dates alternatives are looked for."""
NEARBY = timedelta(days=6)
VERDICTS: dict[type[Refusal], Verdict] = {
    rules.StartsInThePast: Verdict.PAST,
    rules.ClosedThen: Verdict.CLOSED,
    rules.TeacherUnavailable: Verdict.UNAVAILABLE,
    rules.TooManyThisWeek: Verdict.CROWDED,
    SlotTaken: Verdict.TAKEN,
}


class SeriesClashes(Conflict):
    """Some dates of this series are not free; take those that fit, or choose other times for them."""


@dataclass(frozen=True)
class Deciding:
    """What a series is decided by: its pattern, what was read, and since when dates count."""

    series: Series
    found: Circumstances
    busy: BusyStore
    now: datetime
    overrides_rules: bool = False

    def dates(self, starts: Iterable[datetime]) -> list[DateVerdict]:
        """The verdict on each date, in order, the time of the free ones taken in the masks."""
        return [self._decide(starts_at) for starts_at in starts]

    def _decide(self, starts_at: datetime) -> DateVerdict:
        place, found = self.series.place(starts_at), self.found
        try:
            self._refuse(place)
            claim_place(found.masks, place, self.series.student_ids, margin=found.margin)
        except tuple(VERDICTS) as refusal:
            verdict = VERDICTS[type(refusal)]
            return DateVerdict(original_start=starts_at, verdict=verdict, detail=refusal.detail)
        return DateVerdict(original_start=starts_at, verdict=Verdict.FREE)

    def _refuse(self, place: Place) -> None:
        rules.refuse_past(place.starts_at, self.now)
        if not self.overrides_rules:
            self.found.refuse_by_rules(place, self.series.student_ids)

    def advised(self, dates: list[DateVerdict], within: Span) -> list[DateVerdict]:
        """The dates, the first clashing ones with the times near them that everybody has free."""
        left = iter(range(ADVISED))
        return [self._advised(one, within) if _is_next(one, left) else one for one in dates]

    def _advised(self, date: DateVerdict, within: Span) -> DateVerdict:
        return date.model_copy(update={"alternatives": tuple(self._near(date.original_start, within))})

    def _near(self, starts_at: datetime, within: Span) -> list[Alternative]:
        first = max(slot_after(max(starts_at - NEARBY, self.now)), within.first)
        last = min(slot_after(starts_at + NEARBY), within.last)
        if first >= last:
            return []
        found, series = self.found, self.series
        near = Span(first, last)
        diary = Diary(
            self.busy, near, found.masks, found.rooms, series.student_ids, found.closures, found.margin
        )
        return nearest_in(diary, found.people.teacher, series.place(starts_at))


def _is_next(date: DateVerdict, left: Iterator[int]) -> bool:
    return date.verdict.is_clash and next(left, None) is not None


def free_dates(dates: Iterable[DateVerdict]) -> list[datetime]:
    """The dates that are taken."""
    return [one.original_start for one in dates if one.verdict is Verdict.FREE]


def refuse_clashes(dates: list[DateVerdict]) -> None:
    """Refuse with `SeriesClashes`, which tells the verdict on every date."""
    clashing = sum(one.verdict.is_clash for one in dates)
    if clashing:
        free = len(free_dates(dates))
        told = [one.model_dump(mode="json", exclude_defaults=True) for one in dates]
        raise SeriesClashes(f"{free} dates are free, {clashing} are not.", dates=told)
