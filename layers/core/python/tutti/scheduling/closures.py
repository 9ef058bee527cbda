"""The days on which a studio is closed, as its office keeps them; holidays come from the calendar."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from pydantic import Field, StringConstraints

from tutti.kit.clock import zone
from tutti.kit.entity import Page, Value
from tutti.kit.errors import Conflict, Invalid
from tutti.kit.facts import Fact, told
from tutti.kit.ids import derived_id, new_id
from tutti.kit.paging import paged
from tutti.kit.raced import Raced, until_undisturbed
from tutti.kit.tenant import Tenant
from tutti.people.teaching import all_teachers
from tutti.scheduling.closure import MOST, Closure, ClosureDraft, Closures
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.store import ClosureStore, LessonStore, NoSuchClosure
from tutti.studios.service import get_studio, requiring_locations

SHOWN = 50
Code = Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")]
Subdivision = Annotated[str, StringConstraints(pattern="^[A-Z0-9-]{1,6}$")]


Change = Callable[[tuple[Closure, ...]], tuple[Closure, ...]]


class ClosuresChanged(Fact):
    """The studio is closed on other days."""


class FirstClosureMoved(Raced):
    """Somebody entered the studio's first closure in the same moment."""


class TooManyClosures(Conflict):
    """A studio keeps 400 closures at most; remove some that are past."""


class UnknownHolidays(Invalid):
    """The holidays of this country and subdivision are not known here."""


class NewClosure(Value):
    """A closure, and lessons that stand on its days nevertheless, in the order of their time."""

    closure: Closure
    lessons: tuple[Lesson, ...] = ()


class HolidayImport(Value):
    """The public holidays of a country, perhaps with those of one of its states, in one year."""

    country: Code
    subdivision: Subdivision | None = None
    year: Annotated[int, Field(ge=2020, le=2100)]


def list_closures(tenant: Tenant, *, limit: int, cursor: str | None) -> Page[Closure]:
    """A page of the closed days, in order."""
    found = ClosureStore(tenant).current() or Closures()
    return paged(found.closures, key=_order, limit=limit, cursor=cursor)


def add_closure(tenant: Tenant, draft: ClosureDraft) -> NewClosure:
    """The new closure; lessons that stand then are shown, fifty at most, and stay until cancelled."""
    closure = Closure(id=new_id("clo"), **dict(draft))
    _store(tenant, lambda before: (*before, closure), [closure.location_id])
    return NewClosure(closure=closure, lessons=tuple(_standing(tenant, closure)))


def remove_closure(tenant: Tenant, closure_id: str) -> None:
    """Open on these days again; refuses with `NoSuchClosure`."""

    def without(before: tuple[Closure, ...]) -> tuple[Closure, ...]:
        if all(one.id != closure_id for one in before):
            raise NoSuchClosure()
        return tuple(one for one in before if one.id != closure_id)

    _store(tenant, without, [])


def import_holidays(tenant: Tenant, wanted: HolidayImport) -> list[Closure]:
    """The holidays of the year as closures, each known by its day: to import them again changes nothing."""
    days = _holidays(wanted)
    found = [_holiday(tenant, day, name) for day, name in days]
    known = {one.id for one in found}
    _store(tenant, lambda before: (*(one for one in before if one.id not in known), *found), [])
    return found


def _store(tenant: Tenant, change: Change, locations: Iterable[str | None]) -> None:
    store = ClosureStore(tenant)

    def once() -> None:
        before = store.current()
        closures = tuple(sorted(change(before.closures if before else ()), key=_order))
        if len(closures) > MOST:
            raise TooManyClosures()
        put = (
            store.replacing(before, before.model_copy(update={"closures": closures}))
            if before
            else store.creating(Closures(closures=closures), FirstClosureMoved)
        )
        fact = ClosuresChanged(subject=tenant.studio_id)
        tenant.table.write([put, *requiring_locations(tenant, locations), *told(tenant, fact)])

    until_undisturbed(once)


def _order(closure: Closure) -> str:
    return f"{closure.first_on}#{closure.id}"


def _holiday(tenant: Tenant, day: date, name: str) -> Closure:
    closure_id = derived_id("clo", tenant.studio_id, day.isoformat())
    return Closure(id=closure_id, first_on=day, last_on=day, reason=name[:200])


def _holidays(wanted: HolidayImport) -> list[tuple[date, str]]:
    import holidays

    try:
        found = holidays.country_holidays(wanted.country, subdiv=wanted.subdivision, years=wanted.year)
    except NotImplementedError:
        raise UnknownHolidays() from None
    return sorted(found.items())


def _standing(tenant: Tenant, closure: Closure) -> list[Lesson]:
    here = zone(get_studio(tenant).time_zone)
    first, last = (
        datetime.combine(day, time(), here).astimezone(UTC)
        for day in (closure.first_on, closure.last_on + timedelta(days=1))
    )
    lessons = LessonStore(tenant)
    if closure.location_id:
        found = lessons.at_location(closure.location_id, first, last, limit=SHOWN).items
    else:
        pages = (lessons.calendar(one.id, first, last, limit=SHOWN) for one in all_teachers(tenant))
        found = [lesson for page in pages for lesson in page.items]
    pending = (one for one in found if one.status.is_pending)
    return sorted(pending, key=lambda one: one.calendar_sk)[:SHOWN]
