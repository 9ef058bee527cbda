"""The seats of a course's cohorts, as its waitlist deals them out."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from tutti.enrollment.accepting import Acceptance
from tutti.enrollment.course import Cohort
from tutti.enrollment.eligibility import StudentBusy
from tutti.enrollment.sessions import seat_hold, spans_of, standing_sessions
from tutti.enrollment.store import CohortStore, Offers, offers
from tutti.kit.changes import Change
from tutti.kit.tenant import Tenant
from tutti.scheduling.service import SlotTaken, claiming
from tutti.scheduling.waitlist.entry import SeatOffer, WaitlistEntry
from tutti.scheduling.waitlist.seat import Pool, Vacancy
from tutti.scheduling.waitlist.waitlist import Line, OfferOver


def pool_of(cohort: Cohort, now: datetime) -> Pool:
    """The seats of a cohort that has sessions to come."""
    last = cohort.upcoming(now)[-1].starts_at
    return Pool(id=cohort.id, source=cohort.id, names=(cohort.id,), size=cohort.capacity, until=last)


class CohortSeats:
    """The supply of those who wait for a cohort of this course."""

    def __init__(self, tenant: Tenant, course_id: str, now: datetime) -> None:
        self._tenant, self._course_id, self._now = tenant, course_id, now
        self._cohorts = CohortStore(tenant)

    @cached_property
    def _offers(self) -> Offers:
        return offers(self._tenant)

    def vacancies(self, line: Line) -> list[Vacancy]:  # noqa: ARG002 - cohorts are there whoever waits
        """The cohorts that have sessions to come, the earliest first: one query."""
        ahead = self._offers.ahead(self._course_id, None, self._now)
        return [Vacancy(pool=pool_of(one, self._now), free=self._offers.seats_left[one.id]) for one in ahead]

    def moving(self, moves: Mapping[str, int], _: Mapping[str, Pool]) -> list[Change]:
        """The changes of the seats that are taken, on condition that they are as they were read."""
        taken = self._offers.taken if "_offers" in self.__dict__ else {}
        return [self._cohorts.moving_seats(one, count, taken=taken.get(one)) for one, count in moves.items()]

    def placing(self, entry: WaitlistEntry, student_ids: tuple[str, ...], offer: SeatOffer) -> list[Change]:
        """The seats become holds of the enrolments; refuses with `StudentBusy` who has a lesson then."""
        cohort = self._cohorts.get(offer.pool.id)
        sessions = standing_sessions(self._tenant, cohort, self._now)
        if not sessions:
            raise OfferOver()
        hold = seat_hold(cohort, sessions, self._now)
        try:
            claims = claiming(self._tenant, student_ids, spans_of(cohort, hold.session_ids))
        except SlotTaken:
            raise StudentBusy() from None
        acceptance = Acceptance(self._tenant, hold, f"A seat in {cohort.name}, offered from the waitlist.")
        return [*claims, *acceptance.changes(entry.enrollments_of(student_ids))]
