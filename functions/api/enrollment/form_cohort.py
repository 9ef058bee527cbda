"""Form a cohort for a course, its sessions on fixed dates."""

from tutti.enrollment import catalogue
from tutti.enrollment.course import CohortDraft
from tutti.enrollment.views import OfferedCohort
from tutti.kit.caller import Admin
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler


@endpoint.post("/v1/cohorts", grants=[Grant.WRITE], status=201)
async def form_cohort(draft: CohortDraft, caller: Admin) -> OfferedCohort:
    """Form a cohort for a course, its sessions on fixed dates."""
    return catalogue.form_cohort(caller.tenant, draft, now=utc_now())


handler = lambda_handler(form_cohort)
