"""Looking for openings: any teacher, instrument, day, length and location, within four weeks."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field

from tutti.kit.clock import Instant, rfc3339
from tutti.kit.entity import Instrument, Page, Value
from tutti.kit.errors import Invalid
from tutti.kit.ids import LocationId, PersonId
from tutti.kit.paging import cut
from tutti.kit.role import FAMILY
from tutti.kit.who import Caller
from tutti.people.students import get_student
from tutti.people.teacher import Teacher
from tutti.people.teaching import all_teachers
from tutti.scheduling.alternatives import Alternative
from tutti.scheduling.availability import Weekday
from tutti.scheduling.grid import Span, slot_after
from tutti.scheduling.openings import Opening, in_order
from tutti.scheduling.places import Diary, diary_for, window_of
from tutti.scheduling.rules import refuse_length
from tutti.studios.model import Policy
from tutti.studios.service import get_studio

LONGEST = timedelta(days=28)
HALF_HOURS = 2


class SearchTooLong(Invalid):
    """Openings are looked for within four weeks, from an earlier to a later time."""


class Search(Value):
    """What is looked for; what is left out may be any. With a student only when the student is free too."""

    minutes: Annotated[int, Field(ge=15, le=480, multiple_of=15)] = 30
    teacher_id: PersonId | None = None
    instrument: Instrument | None = None
    weekday: Weekday | None = None
    location_id: LocationId | None = None
    student_id: PersonId | None = None
    after: Annotated[Instant | None, Field(alias="from", description="Now when left out.")] = None
    before: Annotated[Instant | None, Field(alias="to", description="In four weeks when left out.")] = None
    cursor: Annotated[str | None, Field(max_length=1000)] = None
    limit: Annotated[int, Field(ge=1, le=50)] = 20


def search_openings(caller: Caller, wanted: Search, *, now: datetime) -> Page[Alternative]:
    """A page of the openings, on the half hour, in order of time, each with a room where there are rooms.

    Families see as far as the studio lets them book. A query of the teachers, one of the rooms, and a batch
    of masks for each hundred of them.
    """
    if wanted.student_id:
        get_student(caller, wanted.student_id)
    policy = get_studio(caller.tenant).policy
    refuse_length(policy, wanted.minutes)
    within = _window(caller, wanted, policy, now)
    teachers = [one for one in all_teachers(caller.tenant) if _is_asked(one, wanted)]
    students = [wanted.student_id] if wanted.student_id else []
    ids = [one.id for one in teachers]
    diary = diary_for(caller.tenant, ids, policy, within=within, student_ids=students)
    found, more = cut(_openings(diary, teachers, wanted), key=_key, limit=wanted.limit, cursor=wanted.cursor)
    return Page(items=[Alternative(**dict(diary.place(one))) for one in found], cursor=more)


def _window(caller: Caller, wanted: Search, policy: Policy, now: datetime) -> Span:
    start = max(wanted.after or now, now)
    end = wanted.before or start + LONGEST
    if not timedelta(0) < end - start <= LONGEST:
        raise SearchTooLong()
    asked = Span(slot_after(start), max(slot_after(end), slot_after(start) + 1))
    if caller.role not in FAMILY:
        return asked
    bookable = window_of(policy, now)
    first = max(asked.first, bookable.first)
    return Span(first, max(min(asked.last, bookable.last), first + 1))


def _is_asked(teacher: Teacher, wanted: Search) -> bool:
    is_named = wanted.teacher_id in (None, teacher.id)
    return is_named and (wanted.instrument is None or wanted.instrument in teacher.instruments)


def _openings(diary: Diary, teachers: list[Teacher], wanted: Search) -> Iterator[Opening]:
    slots = wanted.minutes // 15
    found = in_order(*(diary.upcoming(one.id, one.hours, slots, step=HALF_HOURS) for one in teachers))
    return (one for one in found if _suits(one, wanted))


def _suits(opening: Opening, wanted: Search) -> bool:
    is_there = wanted.location_id in (None, opening.location_id)
    return is_there and wanted.weekday in (None, opening.weekday)


def _key(opening: Opening) -> str:
    return "#".join((rfc3339(opening.starts_at), opening.teacher_id, opening.location_id or "", opening.zone))
