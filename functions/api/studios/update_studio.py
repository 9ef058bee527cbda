"""Change the studio's profile; owners also its public address."""

from tutti.kit.caller import Admin
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.studios import service
from tutti.studios.model import Studio, StudioUpdate


@endpoint.put("/v1/studio", grants=[Grant.WRITE, Grant.REGISTER])
async def update_studio(update: StudioUpdate, caller: Admin) -> Studio:
    """Change the studio's profile; owners also its public address."""
    return service.update_studio(caller.tenant, update, by=caller.role)


handler = lambda_handler(update_studio)
