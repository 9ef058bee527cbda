"""Where the seats of each line come from."""

from collections.abc import Callable
from datetime import datetime

from tutti.enrollment.cohort_seats import CohortSeats
from tutti.enrollment.free_places import FreePlaces
from tutti.kit.tenant import Tenant
from tutti.scheduling.seat import SeatKind
from tutti.scheduling.waitlist_service import Supply


def supply_of(tenant: Tenant, line_id: str, now: datetime) -> Supply:
    """The supply of this line, for one transaction."""
    course_id, _, kind = line_id.partition("#")
    return _SUPPLIES[SeatKind(kind)](tenant, course_id, now)


_SUPPLIES: dict[SeatKind, Callable[[Tenant, str, datetime], Supply]] = {
    SeatKind.COHORT: CohortSeats,
    SeatKind.PLACE: FreePlaces,
}
