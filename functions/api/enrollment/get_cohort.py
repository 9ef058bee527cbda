"""One cohort with its sessions and the seats left."""

from tutti.enrollment.catalogue import offered_cohort
from tutti.enrollment.views import OfferedCohort
from tutti.kit.caller import Staff
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import CohortId


@endpoint.get("/v1/cohorts/{cohort_id}", grants=[Grant.READ])
async def get_cohort(cohort_id: CohortId, caller: Staff) -> OfferedCohort:
    """One cohort with its sessions and the seats left."""
    return offered_cohort(caller.tenant, cohort_id)


handler = lambda_handler(get_cohort)
