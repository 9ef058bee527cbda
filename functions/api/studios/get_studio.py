"""The studio's profile."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.studios import service
from tutti.studios.model import Studio


@endpoint.get("/v1/studio", grants=[Grant.READ])
async def get_studio(caller: Member) -> Studio:
    """The studio's profile."""
    return service.get_studio(caller.tenant)


handler = lambda_handler(get_studio)
