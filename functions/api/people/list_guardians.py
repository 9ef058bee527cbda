"""The guardians, a page at a time; for a guardian those of the own family."""

from tutti.kit.caller import OfficeOrGuardian
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import FamilyId
from tutti.people import guardians
from tutti.people.family import Guardian


@endpoint.get("/v1/guardians", grants=[Grant.READ])
async def list_guardians(
    caller: OfficeOrGuardian, family_id: FamilyId | None = None, cursor: Cursor = None, limit: Limit = 20
) -> Page[Guardian]:
    """The guardians, a page at a time; for a guardian those of the own family."""
    return guardians.list_guardians(caller, family_id, limit=limit, cursor=cursor)


handler = lambda_handler(list_guardians)
