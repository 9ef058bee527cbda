"""Choose the studio to act in."""

from tutti.kit.caller import SignedIn
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.people import me as service
from tutti.people.directory_store import DirectoryStore
from tutti.people.me import StudioChoice


@endpoint.put("/v1/me/studio", grants=[Grant.REGISTER], status=204)
async def switch_studio(choice: StudioChoice, caller: SignedIn) -> None:
    """Choose the studio and role to act in; the token that `POST /v1/auth/refresh` gives then names them."""
    service.switch_studio(DirectoryStore.own(caller.sub), choice)


handler = lambda_handler(switch_studio)
