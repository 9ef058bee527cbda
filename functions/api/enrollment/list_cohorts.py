"""The studio's cohorts, a page at a time."""

from tutti.enrollment.course import Cohort
from tutti.enrollment.store import CohortStore
from tutti.kit.caller import Staff
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page


@endpoint.get("/v1/cohorts", grants=[Grant.READ])
async def list_cohorts(caller: Staff, cursor: Cursor = None, limit: Limit = 20) -> Page[Cohort]:
    """The studio's cohorts, a page at a time."""
    return CohortStore(caller.tenant).page(limit=limit, cursor=cursor)


handler = lambda_handler(list_cohorts)
