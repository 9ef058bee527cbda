"""The openings nearest to a time that was refused."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from tutti.kit.clock import Instant
from tutti.kit.entity import Value
from tutti.kit.errors import Refusal
from tutti.kit.tenant import Tenant
from tutti.people.teacher import Teacher
from tutti.scheduling.grid import SLOT, Span, slot_after
from tutti.scheduling.lesson import Place
from tutti.scheduling.openings import Opening
from tutti.scheduling.places import Diary, diary_for, window_of
from tutti.studios.model import Policy

AROUND = timedelta(days=14)
OFFERED = 3
R = TypeVar("R", bound=Refusal)


class Alternative(Value):
    """A time that would do as well, with a free room where the location has rooms."""

    teacher_id: str
    starts_at: Instant
    ends_at: Instant
    zone: str
    location_id: str | None = None
    room_id: str | None = None


def nearest(
    tenant: Tenant,
    teacher: Teacher,
    policy: Policy,
    wanted: Place,
    student_ids: Sequence[str],
    now: datetime,
    *,
    count: int = OFFERED,
) -> list[Alternative]:
    """The openings of this teacher nearest to what was wanted, two weeks around it: a query and a batch."""
    within = _around(wanted.starts_at, window_of(policy, now))
    diary = diary_for(tenant, [teacher.id], policy, within=within, student_ids=student_ids)
    return nearest_in(diary, teacher, wanted, count=count)


def nearest_in(diary: Diary, teacher: Teacher, wanted: Place, *, count: int = OFFERED) -> list[Alternative]:
    """The openings in a diary nearest to what was wanted, at its location first, none overlapping another."""
    slots = wanted.span.last - wanted.span.first
    found = sorted(diary.upcoming(teacher.id, teacher.hours, slots), key=lambda one: _distance(one, wanted))
    chosen: list[Opening] = []
    for one in found:
        if len(chosen) == count:
            break
        if all(one.ends_at <= other.starts_at or one.starts_at >= other.ends_at for other in chosen):
            chosen.append(one)
    places = [diary.place(one) for one in sorted(chosen, key=lambda one: one.order)]
    return [Alternative(**dict(place)) for place in places]


def suggested(refusal: R, alternatives: Sequence[Alternative]) -> R:
    """The refusal with what would do instead."""
    refusal.extra["alternatives"] = [one.model_dump(mode="json", exclude_none=True) for one in alternatives]
    return refusal


def _distance(opening: Opening, wanted: Place) -> tuple[bool, timedelta]:
    return (opening.location_id != wanted.location_id, abs(opening.starts_at - wanted.starts_at))


def _around(wanted: datetime, bookable: Span) -> Span:
    first = max(slot_after(wanted - AROUND), bookable.first)
    return Span(first, max(slot_after(wanted + AROUND), first + int(AROUND / SLOT)))
