"""A cohort gets more seats, or fewer; new ones go to those who wait first."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from tutti.enrollment.course import Cohort
from tutti.enrollment.facts import CohortResized
from tutti.enrollment.store import CohortStore
from tutti.enrollment.supplies import supply_of
from tutti.kit.changes import Change, Update
from tutti.kit.entity import Value, Version
from tutti.kit.errors import Conflict
from tutti.kit.facts import told
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.scheduling.waitlist import service as waitlist_service
from tutti.scheduling.waitlist.published import line_id_of
from tutti.scheduling.waitlist.seat import SeatKind
from tutti.studios.service import requiring_room


class SeatsAreTaken(Conflict):
    """More seats of this cohort are taken than that."""


class CohortSize(Value):
    """How many seats a cohort shall have."""

    capacity: Annotated[int, Field(ge=1, le=200)]
    version: Version


def resize_cohort(tenant: Tenant, cohort_id: str, size: CohortSize, *, now: datetime) -> Cohort:
    """The cohort with so many seats; who waits is offered new ones at once.

    Refuses an older version, `SeatsAreTaken`, and `RoomTooSmall`.
    """
    cohorts = CohortStore(tenant)
    before = cohorts.get(cohort_id)
    after = before.revised(size)
    seats = [Record.capacity.set(after.capacity)]
    enough = Record.taken <= after.capacity
    fact = CohortResized(subject=cohort_id, course_id=before.course_id)
    tenant.table.write(
        [
            cohorts.replacing(before, after),
            Update(cohorts.seats_key(cohort_id), seats, enough, SeatsAreTaken),
            *_requiring_room(tenant, after),
            *told(tenant, fact),
        ]
    )
    line_id = line_id_of(before.course_id, SeatKind.COHORT)
    waitlist_service.settle(tenant, supply_of, line_id, now=now)
    return after.model_copy(update={"version": before.version + 1})


def _requiring_room(tenant: Tenant, cohort: Cohort) -> list[Change]:
    if not cohort.room_id:
        return []
    return [requiring_room(tenant, cohort.room_id, at=cohort.location_id, people=cohort.capacity + 1)]
