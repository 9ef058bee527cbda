"""Who hands in on time, and how well."""

from typing import Annotated

from fastapi import Query

from tutti.coursework import on_time_report
from tutti.coursework.on_time import OnTimeReport
from tutti.coursework.on_time_period import Asked
from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler


@endpoint.get("/v1/reports/on-time", grants=[Grant.READ])
async def report_on_time(asked: Annotated[Asked, Query()], caller: Member) -> OnTimeReport:
    """What was due in some days, of a student, a teacher or a cohort: on time, late, missing, mean grade.

    It counts what was prepared in these days or in the 400 before them.
    """
    return on_time_report.report_on_time(caller, asked, now=utc_now())


handler = lambda_handler(report_on_time)
