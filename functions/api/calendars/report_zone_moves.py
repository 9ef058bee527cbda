"""The lessons that new time-zone data would move, of some series at a time."""

from tutti.kit.caller import Admin
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.scheduling.recurrence import zone_report
from tutti.scheduling.recurrence.zone_report import MovedSeries


@endpoint.get("/v1/reports/zone-moves", grants=[Grant.READ])
async def report_zone_moves(caller: Admin, cursor: Cursor = None, limit: Limit = 50) -> Page[MovedSeries]:
    """The lessons that new time-zone data would move, of some series at a time."""
    return zone_report.report_zone_moves(caller.tenant, now=utc_now(), limit=limit, cursor=cursor)


handler = lambda_handler(report_zone_moves)
