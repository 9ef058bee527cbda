"""Where the seats of each line come from."""

from datetime import datetime

from tutti.kit.tenant import Tenant
from tutti.scheduling.waitlist.seat import SeatKind
from tutti.scheduling.waitlist.service import Supply


def supply_of(tenant: Tenant, line_id: str, now: datetime) -> Supply:
    """The supply of this line, for one transaction. Each is loaded only where it is asked for."""
    course_id, _, kind = line_id.partition("#")
    match SeatKind(kind):
        case SeatKind.COHORT:
            from tutti.enrollment.cohort_seats import CohortSeats

            return CohortSeats(tenant, course_id, now)
        case SeatKind.PLACE:
            from tutti.enrollment.free_places import FreePlaces

            return FreePlaces(tenant, course_id, now)
        case SeatKind.GROUP:
            from tutti.scheduling.groups.group_seats import GroupSeats

            return GroupSeats(tenant, now)
        case SeatKind.HOUR:
            from tutti.scheduling.waitlist.freed_hours import FreedHours

            return FreedHours(tenant, course_id, now)
