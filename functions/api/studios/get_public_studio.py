"""What a studio tells everybody."""

from tutti.kit.directory import Slug, public_tenant
from tutti.kit.endpoint import Grant, Response, endpoint, lambda_handler
from tutti.studios import service
from tutti.studios.model import PublicStudio


@endpoint.get("/v1/public/studios/{slug}", grants=[Grant.DIRECTORY, Grant.READ])
async def get_public_studio(slug: Slug, response: Response) -> PublicStudio:
    """What a studio tells everybody."""
    response.headers["cache-control"] = "public, max-age=60"
    return service.get_studio(public_tenant(slug)).public()


handler = lambda_handler(get_public_studio)
