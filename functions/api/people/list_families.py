"""The families, a page at a time; for a guardian the own one."""

from tutti.kit.caller import OfficeOrGuardian
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.people import families
from tutti.people.family import Family


@endpoint.get("/v1/families", grants=[Grant.READ])
async def list_families(caller: OfficeOrGuardian, cursor: Cursor = None, limit: Limit = 20) -> Page[Family]:
    """The families, a page at a time; for a guardian the own one."""
    return families.list_families(caller, limit=limit, cursor=cursor)


handler = lambda_handler(list_families)
