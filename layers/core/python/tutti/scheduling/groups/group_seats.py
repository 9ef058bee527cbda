"""The seats of group lessons, as the waitlist of their course deals them out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from tutti.kit.changes import Change
from tutti.kit.tenant import Tenant
from tutti.scheduling.cancellation.cancellation import CancelledBefore, cancellation_id_of
from tutti.scheduling.cancellation.store import CancellationStore
from tutti.scheduling.lesson import Lesson, LessonKind
from tutti.scheduling.service import claiming
from tutti.scheduling.store import LessonStore, SeriesStore
from tutti.scheduling.waitlist.entry import SeatOffer, WaitlistEntry
from tutti.scheduling.waitlist.seat import Pool, Vacancy
from tutti.scheduling.waitlist.waitlist import Line, OfferOver

GROUPS = (LessonKind.GROUP, LessonKind.ENSEMBLE)
MOST_DATES = 20


def pool_of(lesson: Lesson) -> Pool:
    """The seats of a group lesson; who waits for the series waits for each of its dates."""
    names = (lesson.id, *([lesson.series_id] if lesson.series_id else []))
    size = lesson.seats or 0
    return Pool(id=lesson.id, source=lesson.id, names=names, size=size, until=lesson.starts_at)


def seats_left(lesson: Lesson) -> int:
    """How many seats of a group are free, those apart that somebody in line is offered."""
    return max(0, (lesson.seats or 0) - len(lesson.student_ids) - lesson.promised)


class GroupSeats:
    """The supply of those who wait for a seat in group lessons."""

    def __init__(self, tenant: Tenant, now: datetime) -> None:
        self._tenant, self._now = tenant, now
        self._lessons: dict[str, Lesson] = {}
        self._joining: dict[str, tuple[str, ...]] = {}

    def vacancies(self, line: Line) -> list[Vacancy]:
        """The lessons that somebody waits for and that have not begun, the earliest first."""
        wanted = {name for one in line.waiting for name in one.wants}
        dates = [
            lesson_id for name in sorted(wanted) if name.startswith("ser_") for lesson_id in self._dates(name)
        ]
        named = [name for name in sorted(wanted) if name.startswith("les_")]
        open_ones = [one for one in self._read([*named, *dates, *line.pools]) if self._is_open(one)]
        open_ones.sort(key=lambda one: (one.starts_at, one.id))
        return [Vacancy(pool=pool_of(one), free=seats_left(one)) for one in open_ones]

    def moving(self, moves: Mapping[str, int], _: Mapping[str, Pool]) -> list[Change]:
        """The changes of the lessons: seats promised or given back, and students who take theirs."""
        touched = self._read(dict.fromkeys((*moves, *self._joining)))
        changes = [self._lesson_change(one, moves.get(one.id, 0)) for one in touched]
        return [*changes, *self._setting_apart(touched)]

    def placing(self, _: WaitlistEntry, student_ids: tuple[str, ...], offer: SeatOffer) -> list[Change]:
        """The seats are the students'; refuses `SlotTaken` who has a lesson then, and `LessonOver`.

        Who cancelled this very lesson has been credited for it: `CancelledBefore`.
        """
        cancelled = [cancellation_id_of(offer.pool.id, one) for one in student_ids]
        if CancellationStore(self._tenant).get_many(cancelled):
            raise CancelledBefore()
        self._joining[offer.pool.id] = student_ids
        for lesson in self._read([offer.pool.id]):
            claims = claiming(self._tenant, student_ids, [lesson.opened(self._now).span])
            return [*claims, *LessonStore(self._tenant).entering(lesson, student_ids)]
        raise OfferOver()

    def _lesson_change(self, lesson: Lesson, promised: int) -> Change:
        joining = self._joining.get(lesson.id, ())
        count = max(0, lesson.promised + promised - len(joining))
        after = lesson.model_copy(update={"promised": count}).joined_by(joining)
        return LessonStore(self._tenant).replacing(lesson, after)

    def _setting_apart(self, lessons: Iterable[Lesson]) -> list[Change]:
        """The changes by which these dates answer for themselves, one for each series."""
        store, dates = SeriesStore(self._tenant), defaultdict[str, list[Lesson]](list)
        for one in lessons:
            if one.series_id:
                dates[one.series_id].append(one)
        found = {one.id: one for one in store.get_many(list(dates))}
        changes = []
        for series_id, members in dates.items():
            before = after = found[series_id]
            for one in members:
                after = after.without(one)
            changes += [store.replacing(before, after)] if after is not before else []
        return changes

    def _dates(self, series_id: str) -> list[str]:
        series = SeriesStore(self._tenant).find(series_id)
        if series is None:
            return []
        ahead = sorted(one for one in (*series.occurrences, *series.exceptions) if one > self._now)
        return [series.lesson_id(one) for one in ahead[:MOST_DATES]]

    def _read(self, ids: Iterable[str]) -> list[Lesson]:
        asked = list(dict.fromkeys(ids))
        missing = [one for one in asked if one not in self._lessons]
        if missing:
            found = LessonStore(self._tenant).get_many(missing)
            self._lessons |= {one.id: one for one in found}
        return [self._lessons[one] for one in asked if one in self._lessons]

    def _is_open(self, lesson: Lesson) -> bool:
        return lesson.kind in GROUPS and lesson.seats is not None and lesson.is_open(self._now)
