"""Whose lessons one may see, and how much of them (SCH-30)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from pydantic import Field

from tutti.kit.changes import Key
from tutti.kit.clock import Instant, utc_now
from tutti.kit.entity import Page, Value
from tutti.kit.errors import Invalid, NotAllowed, NotFound
from tutti.kit.ids import LocationId, PersonId, RoomId
from tutti.kit.record import Record
from tutti.kit.role import ADMINISTRATION, FAMILY, OFFICE, Role
from tutti.kit.who import Caller
from tutti.people.published import own_people
from tutti.people.students import keys_to_see, seen_student
from tutti.scheduling.lesson import Lesson, LessonStatus
from tutti.scheduling.store import LessonStore, NoSuchLesson
from tutti.scheduling.video.video import seen_by_families
from tutti.studios.locations import refuse_unseen

LONGEST = timedelta(days=92)
USUAL = timedelta(days=28)


class CalendarTooLong(Invalid):
    """A calendar is shown for 92 days at most, from an earlier to a later time."""


class OneCalendar(Invalid):
    """Ask for the calendar of one person, one room or one location."""


class OfficeCalendar(NotAllowed):
    """The calendars of rooms and locations are the office's; ask for a person's."""


class Asked(Value):
    """What part of whose calendar is asked for: one's own when nobody is named."""

    person_id: PersonId | None = Field(None, description="A teacher or a student.")
    room_id: RoomId | None = Field(None, description="Or a room, for the office.")
    location_id: LocationId | None = Field(None, description="Or a location, for the office.")
    after: Instant = Field(alias="from", default_factory=utc_now, description="The earliest start; now.")
    before: Instant | None = Field(None, alias="to", description="Before this; four weeks later.")
    status: LessonStatus | None = Field(None, description="These alone; a page may then hold fewer.")
    cursor: str | None = Field(None, max_length=1000, description="Where the page before this one ended.")
    limit: int = Field(20, ge=1, le=50, description="The most items to reply with.")

    @property
    def until(self) -> datetime:
        """Its end; refuses with `CalendarTooLong`."""
        until = self.before or self.after + USUAL
        if not timedelta(0) < until - self.after <= LONGEST:
            raise CalendarTooLong()
        return until

    def page(self, lessons: Iterable[Lesson], cursor: str | None) -> Page[Lesson]:
        """These lessons, as far as they are asked for."""
        return Page(items=[one for one in lessons if self.status in (None, one.status)], cursor=cursor)


def calendar_for(caller: Caller, asked: Asked, *, now: datetime) -> Page[Lesson]:
    """A page of one calendar; not found is whom one may not see, and two calendars are refused.

    Campus managers see what takes place at their own locations, and everything of their own students.
    """
    if len([one for one in (asked.person_id, asked.room_id, asked.location_id) if one]) > 1:
        raise OneCalendar()
    if asked.location_id:
        return _of_location(caller, asked.location_id, asked)
    if asked.room_id:
        return _of_room(caller, asked.room_id, asked)
    return _of_person(caller, asked.person_id or caller.person_id, asked, now)


def _of_location(caller: Caller, location_id: str, asked: Asked) -> Page[Lesson]:
    _refuse_outsiders(caller)
    refuse_unseen(caller, location_id)
    lessons = LessonStore(caller.tenant)
    page = lessons.at_location(location_id, asked.after, asked.until, limit=asked.limit, cursor=asked.cursor)
    return asked.page(page.items, page.cursor)


def _of_room(caller: Caller, room_id: str, asked: Asked) -> Page[Lesson]:
    _refuse_outsiders(caller)
    lessons, _, further = _read(caller, room_id, asked)
    return asked.page(_at_own_locations(caller, lessons), further)


def _of_person(caller: Caller, person_id: str, asked: Asked, now: datetime) -> Page[Lesson]:
    is_open = caller.role in ADMINISTRATION or person_id == caller.person_id
    keys = [] if is_open else keys_to_see(caller, person_id)
    lessons, witnesses, further = _read(caller, person_id, asked, keys)
    if not is_open:
        lessons = _as_far_as_seen(caller, lessons, witnesses)
    if caller.role in FAMILY:
        lessons = [seen_by_families(one, {person_id}, now) for one in lessons]
    return asked.page(lessons, further)


def _read(
    caller: Caller, resource_id: str, asked: Asked, beside: Sequence[Key] = ()
) -> tuple[list[Lesson], list[Record | None], str | None]:
    """The lessons of a page, and what lies at the keys beside: a query and a batch of reads."""
    store = LessonStore(caller.tenant)
    ids, further = store.calendar_ids(
        resource_id, asked.after, asked.until, limit=asked.limit, cursor=asked.cursor
    )
    records = caller.tenant.table.get_each(*map(store.key, ids), *beside)
    lessons = [store.read(record) for record in records[: len(ids)] if record]
    return lessons, records[len(ids) :], further


def _as_far_as_seen(
    caller: Caller, lessons: list[Lesson], witnesses: Sequence[Record | None]
) -> list[Lesson]:
    try:
        seen_student(caller, witnesses)
    except NotFound:
        if caller.role is not Role.MANAGER:
            raise
        return _at_own_locations(caller, lessons)
    return lessons


def _at_own_locations(caller: Caller, lessons: Iterable[Lesson]) -> list[Lesson]:
    return [one for one in lessons if caller.may_see_location(one.location_id)]


def _refuse_outsiders(caller: Caller) -> None:
    if caller.role not in OFFICE:
        raise OfficeCalendar()


def lesson_for(caller: Caller, lesson_id: str) -> Lesson:
    """The lesson, for the office, its teacher and the families of who takes part; else `NoSuchLesson`."""
    return _found(caller, lesson_id)[0]


def show_lesson(caller: Caller, lesson_id: str, *, now: datetime) -> Lesson:
    """The lesson as the caller may see it: families nobody else's children, nor a link before its time."""
    lesson, own = _found(caller, lesson_id)
    return seen_by_families(lesson, own, now) if caller.role in FAMILY else lesson


def _found(caller: Caller, lesson_id: str) -> tuple[Lesson, set[str]]:
    """The lesson, and for whom it concerns the caller where that decides; refuses with `NoSuchLesson`."""
    lessons = LessonStore(caller.tenant)
    lesson = lessons.get(lesson_id)
    if (
        caller.role in ADMINISTRATION
        or caller.person_id == lesson.teacher_id
        or _is_at_own_location(caller, lesson)
    ):
        return lesson, set()
    if seen := _seen_among(caller, lesson.student_ids):
        return lesson, seen
    if lessons.is_in_calendar_of(own_people(caller), lesson):
        return lesson, set()
    raise NoSuchLesson()


def _is_at_own_location(caller: Caller, lesson: Lesson) -> bool:
    return caller.role is Role.MANAGER and caller.may_see_location(lesson.location_id)


def _seen_among(caller: Caller, student_ids: Sequence[str]) -> set[str]:
    """Those of these students whom the caller may see: one batch of reads."""
    asked = {student_id: keys_to_see(caller, student_id) for student_id in student_ids}
    records = caller.tenant.table.get_many([key for keys in asked.values() for key in keys])
    found = {Key(record.PK, record.SK): record for record in records}
    return {one for one, keys in asked.items() if _sees(caller, [found.get(key) for key in keys])}


def _sees(caller: Caller, records: Sequence[Record | None]) -> bool:
    try:
        seen_student(caller, records)
    except NotFound:
        return False
    return True
