"""The students of a family."""

from tutti.kit.caller import OfficeOrGuardian
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import FamilyId
from tutti.people import families
from tutti.people.family import Student


@endpoint.get("/v1/families/{family_id}/students", grants=[Grant.READ])
async def list_family_students(family_id: FamilyId, caller: OfficeOrGuardian) -> Page[Student]:
    """The students of a family."""
    return families.list_family_students(caller, family_id)


handler = lambda_handler(list_family_students)
