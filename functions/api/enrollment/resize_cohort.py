"""Give a cohort more seats, or fewer."""

from tutti.enrollment import resizing
from tutti.enrollment.course import Cohort
from tutti.enrollment.resizing import CohortSize
from tutti.kit.caller import Admin
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import CohortId


@endpoint.put("/v1/cohorts/{cohort_id}/capacity", grants=[Grant.WRITE])
async def resize_cohort(cohort_id: CohortId, size: CohortSize, caller: Admin) -> Cohort:
    """Give a cohort more seats, or fewer; who waits is offered new ones first."""
    return resizing.resize_cohort(caller.tenant, cohort_id, size, now=utc_now())


handler = lambda_handler(resize_cohort)
