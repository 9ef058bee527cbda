"""Places with teachers for those who wait for private lessons: an hour, and one of the teacher's places."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property

from tutti.enrollment.accepting import Acceptance
from tutti.enrollment.assignment import Candidate, rank
from tutti.enrollment.eligibility import StudentBusy
from tutti.enrollment.enrollment import Hold
from tutti.enrollment.places import LASTS
from tutti.enrollment.preferences import Preferences
from tutti.enrollment.store import CourseStore
from tutti.kit.changes import Change
from tutti.kit.clock import rfc3339
from tutti.kit.tenant import Tenant
from tutti.people import teaching
from tutti.scheduling.lesson import Place
from tutti.scheduling.places import diary_for, window_of
from tutti.scheduling.rescheduling.held_hours import hour_pool, moving_hours
from tutti.scheduling.service import SlotTaken, claiming
from tutti.scheduling.waitlist.entry import SeatOffer, WaitlistEntry
from tutti.scheduling.waitlist.seat import Pool, Vacancy
from tutti.scheduling.waitlist.waitlist import Line
from tutti.studios.model import Policy
from tutti.studios.service import get_studio

BECAUSE = "Offered from the waitlist."


def places_with(teacher_id: str) -> Pool:
    """A teacher's places, whatever the hour."""
    return Pool(id=teacher_id, source=teacher_id, names=(teacher_id,))


def pool_at(place: Place) -> Pool:
    """A place with a teacher: who does not take it, passes on the teacher."""
    name = f"{place.teacher_id}@{rfc3339(place.starts_at)}"
    return hour_pool(name, place.teacher_id, (place.teacher_id,), place)


class FreePlaces:
    """The supply of those who wait for private lessons: for each teacher with room the first hour."""

    def __init__(self, tenant: Tenant, course_id: str, now: datetime) -> None:
        self._tenant, self._course_id, self._now = tenant, course_id, now
        self._found: dict[str, Pool] = {}

    @cached_property
    def _policy(self) -> Policy:
        return get_studio(self._tenant).policy

    def vacancies(self, line: Line) -> list[Vacancy]:
        """What the line holds, and one hour more of each teacher who has room for a student."""
        self._found = {pool.id: pool for pool in self._openings()}
        held = [Vacancy(pool=one) for one in line.pools.values() if one.id not in self._found]
        return [*held, *(Vacancy(pool=one, free=1) for one in self._found.values())]

    def moving(self, moves: Mapping[str, int], held: Mapping[str, Pool]) -> list[Change]:
        """The changes that take hours and the teachers' places, or give them back."""
        places = {one.id: one.place for one in (*held.values(), *self._found.values()) if one.place}
        taken = [places[one] for one, count in moves.items() if count > 0]
        given_back = [places[one] for one, count in moves.items() if count < 0]
        margin = self._policy.buffer_minutes // 15
        return [
            *self._loads(taken, given_back),
            *moving_hours(self._tenant, taken, given_back, margin=margin),
        ]

    def placing(self, entry: WaitlistEntry, student_ids: tuple[str, ...], offer: SeatOffer) -> list[Change]:
        """The place becomes the hold of the enrolment; refuses with `StudentBusy` who has a lesson then."""
        place = offer.pool.place
        if place is None:
            return []
        hold = Hold(place=place, expires_at=self._now + LASTS, reason=BECAUSE)
        try:
            claims = claiming(self._tenant, student_ids, [place.span])
        except SlotTaken:
            raise StudentBusy() from None
        acceptance = Acceptance(self._tenant, hold, BECAUSE)
        return [*claims, *acceptance.changes(entry.enrollments_of(student_ids))]

    def _openings(self) -> Iterator[Pool]:
        course = CourseStore(self._tenant).get(self._course_id)
        teachers = teaching.teachers_of(self._tenant, course.instrument)
        loads = teaching.loads(self._tenant, [one.id for one in teachers])
        candidates = [Candidate(one, loads.get(one.id, 0)) for one in teachers]
        ranked = [one.candidate.teacher for one in rank(candidates, course.instrument, Preferences())]
        within = window_of(self._policy, self._now)
        diary = diary_for(self._tenant, [one.id for one in ranked], self._policy, within=within)
        for teacher in ranked:
            if opening := next(diary.upcoming(teacher.id, teacher.hours, course.slots), None):
                yield pool_at(diary.place(opening))

    def _loads(self, taken: list[Place], given_back: list[Place]) -> Iterator[Change]:
        more = Counter(place.teacher_id for place in taken)
        more.subtract(place.teacher_id for place in given_back)
        for teacher_id, count in more.items():
            if count:
                change = teaching.taking_student if count > 0 else teaching.losing_student
                yield change(self._tenant, teacher_id)
