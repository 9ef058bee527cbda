"""Close the studio on the public holidays of a year."""

from tutti.kit.caller import Admin
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.scheduling import closures
from tutti.scheduling.closure import Closure
from tutti.scheduling.closures import HolidayImport


@endpoint.post("/v1/closures/holidays", grants=[Grant.WRITE])
async def import_holidays(wanted: HolidayImport, caller: Admin) -> Page[Closure]:
    """Close the studio on the public holidays of a country in one year; again changes nothing."""
    return Page[Closure](items=closures.import_holidays(caller.tenant, wanted))


handler = lambda_handler(import_holidays)
