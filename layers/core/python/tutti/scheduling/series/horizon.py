"""How far a series claims its dates: as far as the studio plans ahead, and as one write can hold."""

from datetime import UTC, datetime, timedelta

from tutti.scheduling.grid import SLOTS_A_BLOCK, Span, instant_of, slot_after
from tutti.scheduling.lesson_terms import LessonTerms
from tutti.scheduling.model import expand
from tutti.scheduling.series.series import Series

MASKS_OF_A_SERIES = 78
"""As many masks as one transaction holds beside the series, its facts and what is only looked at."""
FURTHEST = timedelta(weeks=52)
BEYOND = timedelta(days=366)


def resources_of(terms: LessonTerms | Series) -> int:
    """How many resources each date may take, were all seats taken, and teacher and room changed later."""
    return 4 + max(terms.seats or 0, len(terms.student_ids))


def horizon(first: datetime, resources: int, weeks: int) -> datetime:
    """Up to when dates from this one on are claimed; beyond it, whole 28-day blocks follow later."""
    blocks = max(1, MASKS_OF_A_SERIES // resources - 1)
    first_block = slot_after(first) // SLOTS_A_BLOCK
    return min(first + timedelta(weeks=weeks), instant_of((first_block + blocks) * SLOTS_A_BLOCK))


def window_of(after: datetime, before: datetime) -> Span:
    """This time on the grid; never empty."""
    first = slot_after(after)
    return Span(first, max(slot_after(before), first + 1))


def dates_of(series: Series, after: datetime, before: datetime) -> list[datetime]:
    """The dates that the series's pattern has in this time, taken already or not."""
    found = expand(
        series.rule,
        series.start,
        series.zone,
        after=after,
        before=before,
        rdates=series.rdates,
        exdates=series.exdates,
    )
    left = set(series.exceptions)
    return [at for one in found if (at := one.astimezone(UTC)) not in left]


def goes_on(series: Series) -> bool:
    """True when the pattern has dates beyond those that are decided."""
    if series.ends_at is not None:
        return False
    return bool(dates_of(series, series.claimed_until, series.claimed_until + BEYOND))


def extends_at(series: Series, now: datetime) -> datetime:
    """When the next dates are claimed: four weeks before the decided ones end, or half way to there."""
    left = series.claimed_until - now
    return series.claimed_until - min(timedelta(weeks=4), left / 2)
