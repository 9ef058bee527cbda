"""The lessons of a series, brought in line with what the series says: entered, given their roster, taken out.

A series is booked and changed in one write that holds everybody's time; its lessons follow, however often
this is done and wherever it was cut off.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from tutti.kit.changes import Change, Check, at_version
from tutti.kit.raced import Raced, until_undisturbed
from tutti.kit.tenant import Tenant
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.series.series import Series
from tutti.scheduling.store import LessonStore, SeriesStore

CHANGES_A_WRITE = 90


class SeriesMoved(Raced):
    """Somebody changed this series in the same moment."""


def enter_series(tenant: Tenant, series_id: str) -> None:
    """Enter the lessons that are missing, set the roster of the others, take out those that were given up.

    Each lesson is written with its calendars at once, under the version of the series.
    """

    def once() -> None:
        series = SeriesStore(tenant).find(series_id)
        if series is None:
            return
        for bundle in _bundled(_differences(tenant, series)):
            tenant.table.write([_unchanged(tenant, series), *bundle])

    until_undisturbed(once)


def _differences(tenant: Tenant, series: Series) -> Iterator[list[Change]]:
    lessons = LessonStore(tenant)
    wanted = {series.lesson_id(one): one for one in series.occurrences}
    unwanted = {series.lesson_id(one): one for one in series.dropped}
    found = {one.id: one for one in lessons.get_many([*wanted, *unwanted])}
    for lesson_id, original_start in wanted.items():
        changes = _entering(lessons, series.lesson(original_start), found.get(lesson_id))
        if changes:
            yield changes
    for lesson_id in unwanted:
        if gone := found.get(lesson_id):
            yield [lessons.removing(gone), *lessons.leaving(gone, gone.calendars)]


def _entering(lessons: LessonStore, wanted: Lesson, found: Lesson | None) -> list[Change]:
    if found is None:
        return [lessons.creating(wanted, SeriesMoved), *lessons.entering(wanted, wanted.calendars)]
    if found.student_ids == wanted.student_ids or not found.status.is_pending:
        return []
    return lessons.moving(found, found.model_copy(update={"student_ids": wanted.student_ids}))


def _unchanged(tenant: Tenant, series: Series) -> Change:
    return Check(SeriesStore(tenant).key(series.id), at_version(series.version), SeriesMoved)


def _bundled(groups: Iterator[list[Change]]) -> Iterator[Sequence[Change]]:
    """The changes in as few writes as hold them, those of one lesson together."""
    bundle: list[list[Change]] = []
    for group in groups:
        if bundle and sum(map(len, bundle)) + len(group) > CHANGES_A_WRITE:
            yield list(chain.from_iterable(bundle))
            bundle = []
        bundle.append(group)
    if bundle:
        yield list(chain.from_iterable(bundle))
