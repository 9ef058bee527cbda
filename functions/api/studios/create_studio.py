"""Open a studio, with the caller as its owner."""

from tutti.kit.caller import SignedIn
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.studios import founding
from tutti.studios.model import Studio, StudioDraft


@endpoint.post("/v1/studios", grants=[Grant.REGISTER], status=201)
async def create_studio(draft: StudioDraft, caller: SignedIn) -> Studio:
    """Open a studio, with the caller as its owner."""
    return founding.create_studio(draft, sub=caller.sub, email=caller.email)


handler = lambda_handler(create_studio)
