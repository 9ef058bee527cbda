"""Hours of a teacher that came free, as the waitlist of their course deals them out."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from tutti.kit.changes import Change
from tutti.kit.facts import told
from tutti.kit.ids import derived_id
from tutti.kit.tenant import Tenant
from tutti.scheduling.lesson import Lesson, LessonKind
from tutti.scheduling.rescheduling.held_hours import hour_pool, moving_hours
from tutti.scheduling.service import LessonScheduled, claiming
from tutti.scheduling.store import LessonStore
from tutti.scheduling.waitlist.entry import SeatOffer, WaitlistEntry
from tutti.scheduling.waitlist.seat import Pool, Vacancy
from tutti.scheduling.waitlist.waitlist import Line, OfferOver
from tutti.studios.model import Policy
from tutti.studios.service import get_studio


def pool_of(lesson: Lesson) -> Pool:
    """The hour of a cancelled lesson."""
    names = (lesson.id, lesson.teacher_id)
    return hour_pool(lesson.id, lesson.id, names, lesson.place)


class FreedHours:
    """The supply of those who wait for an hour: what `freed` lessons left, and what the line holds."""

    def __init__(self, tenant: Tenant, course_id: str, now: datetime, freed: Sequence[Lesson] = ()) -> None:
        self._tenant, self._course_id, self._now, self._freed = tenant, course_id, now, freed
        self._found: dict[str, Pool] = {}

    @cached_property
    def _policy(self) -> Policy:
        return get_studio(self._tenant).policy

    def vacancies(self, line: Line) -> list[Vacancy]:
        """What can still be booked, as long before it begins as this studio wants."""
        self._found = {one.id: pool_of(one) for one in self._freed if one.id not in line.pools}
        pools = {**line.pools, **self._found}
        earliest = self._now + timedelta(hours=self._policy.lead_time_hours)
        ahead = [one for one in pools.values() if one.until and one.until > earliest]
        return [Vacancy(pool=one, free=int(one.id in self._found)) for one in ahead]

    def moving(self, moves: Mapping[str, int], held: Mapping[str, Pool]) -> list[Change]:
        """The changes that take the hours of teacher and room, or give them back; or `SlotTaken`."""
        places = {one.id: one.place for one in (*held.values(), *self._found.values()) if one.place}
        taken = [places[one] for one, count in moves.items() if count > 0]
        given_back = [places[one] for one, count in moves.items() if count < 0]
        margin = self._policy.buffer_minutes // 15
        return moving_hours(self._tenant, taken, given_back, margin=margin)

    def placing(self, entry: WaitlistEntry, student_ids: tuple[str, ...], offer: SeatOffer) -> list[Change]:
        """The hour becomes a lesson of these students; refuses with `SlotTaken` who has one then."""
        place = offer.pool.place
        if place is None or place.starts_at <= self._now:
            raise OfferOver()
        lesson = Lesson(
            id=derived_id("les", offer.id),
            kind=LessonKind.PRIVATE,
            course_id=self._course_id,
            student_ids=student_ids,
            purpose=entry.purpose,
            original_start=place.starts_at,
            **dict(place),
        )
        lessons = LessonStore(self._tenant)
        return [
            *claiming(self._tenant, student_ids, [place.span]),
            lessons.creating(lesson),
            *lessons.entering(lesson, lesson.calendars),
            *told(self._tenant, LessonScheduled(subject=lesson.id, teacher_id=place.teacher_id)),
        ]
