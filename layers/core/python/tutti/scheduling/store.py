"""Where lessons lie, and the calendars of all who take part."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from tutti.kit.changes import Change, Delete, Key, Put
from tutti.kit.collection import Collection
from tutti.kit.entity import Page
from tutti.kit.errors import NotFound
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.scheduling.closure import Closures
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.series.series import Series

_MINUTE = "%Y-%m-%dT%H:%M"


class NoSuchLesson(NotFound):
    """This studio has no such lesson."""


class NoSuchClosure(NotFound):
    """This studio has no such closure."""


class NoSuchSeries(NotFound):
    """This studio has no such series."""


class SeriesStore(Collection[Series]):
    """The series of a studio, also by teacher."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(
            tenant,
            Series,
            "Series",
            index=lambda one: (f"SERIESOF#{one.teacher_id}", one.id),
            missing=NoSuchSeries,
        )

    def excepting(self, series: Series, lesson: Lesson) -> list[Change]:
        """The changes by which a lesson of this series answers for itself from now on.

        Whoever moves or cancels one writes them along, so that no change of the series meets it meanwhile.
        """
        after = series.without(lesson)
        return [] if after is series else [self.replacing(series, after)]


class ClosureStore(Collection[Closures]):
    """The closed days of a studio, in one item."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, Closures, "Closures")
        self.only_key = self.key("")

    def key(self, entity_id: str) -> Key:  # noqa: ARG002 - there is one such item in a tenant
        return Key(self.tenant.partition(), "CLOSURES")

    def current(self) -> Closures | None:
        """The closed days, None as long as none was ever stored."""
        return self.find("")

    def among(self, records: Iterable[Record]) -> Closures:
        """The closed days in items that were read together with others; none when they are not there."""
        found = next((record for record in records if record.kind == "Closures"), None)
        return self.read(found) if found else Closures()


class LessonStore(Collection[Lesson]):
    """The lessons of a studio; each is also a line in the calendars of its teacher, room and students."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, Lesson, "Lesson", index=_at_location, missing=NoSuchLesson)

    def calendar_key(self, resource_id: str, lesson: Lesson) -> Key:
        """The line of a lesson in somebody's calendar."""
        return Key(self.tenant.partition("CALENDAR", resource_id), lesson.calendar_sk)

    def entering(self, lesson: Lesson, resources: Iterable[str]) -> list[Change]:
        """The changes that enter the lesson in these calendars."""
        return [self._line(self.calendar_key(resource, lesson), lesson) for resource in resources]

    def leaving(self, lesson: Lesson, resources: Iterable[str]) -> list[Change]:
        """The changes that take the lesson out of these calendars."""
        return [Delete(self.calendar_key(resource, lesson)) for resource in resources]

    def moving(self, before: Lesson, after: Lesson) -> list[Change]:
        """The changes that store a lesson at its new time or place, its lines in all calendars as well."""
        gone = [self.calendar_key(one, before) for one in before.calendars]
        new = [self.calendar_key(one, after) for one in after.calendars]
        return [
            self.replacing(before, after),
            *(Delete(key) for key in gone if key not in new),
            *(self._line(key, after) for key in new if key not in gone),
        ]

    def is_in_calendar_of(self, people: Sequence[str], lesson: Lesson) -> bool:
        """True when the lesson stands in the calendar of one of these people: one batch of reads."""
        keys = [self.calendar_key(person, lesson) for person in people]
        return any(self.tenant.table.get_each(*keys))

    def calendar(
        self,
        resource_id: str,
        after: datetime,
        before: datetime,
        *,
        limit: int = 20,
        cursor: str | None = None,
    ) -> Page[Lesson]:
        """A page of somebody's lessons that start in this time, in order: a query and a batch of reads."""
        ids, further = self.calendar_ids(resource_id, after, before, limit=limit, cursor=cursor)
        return Page[Lesson](items=self.get_many(ids), cursor=further)

    def calendar_ids(
        self, resource_id: str, after: datetime, before: datetime, *, limit: int, cursor: str | None = None
    ) -> tuple[list[str], str | None]:
        """The ids on such a page, for who reads the lessons along with other things: one query."""
        between = (after.strftime(_MINUTE), before.strftime(_MINUTE))
        pk = self.tenant.partition("CALENDAR", resource_id)
        lines, further = self.tenant.table.page(pk, between=between, limit=limit, cursor=cursor)
        return [str(line.owner) for line in lines], further

    def at_location(
        self,
        location_id: str,
        after: datetime,
        before: datetime,
        *,
        limit: int = 20,
        cursor: str | None = None,
    ) -> Page[Lesson]:
        """A page of a location's lessons that start in this time, in order: one query of the index."""
        records, further = self.tenant.table.page(
            self.tenant.partition("AT", location_id),
            between=(after.strftime(_MINUTE), before.strftime(_MINUTE)),
            index=True,
            limit=limit,
            cursor=cursor,
        )
        return Page[Lesson](items=[self.read(record) for record in records], cursor=further)

    def _line(self, key: Key, lesson: Lesson) -> Change:
        return Put(Record(key.pk, key.sk, kind="CalendarLine", owner=lesson.id))


def _at_location(lesson: Lesson) -> tuple[str, str] | None:
    return (f"AT#{lesson.location_id}", lesson.calendar_sk) if lesson.location_id else None
