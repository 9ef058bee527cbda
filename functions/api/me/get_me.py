"""Who the caller is."""

from tutti.kit.caller import SignedIn
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.people import me as service
from tutti.people.directory_store import DirectoryStore
from tutti.people.me import Me


@endpoint.get("/v1/me", grants=[Grant.DIRECTORY])
async def get_me(caller: SignedIn) -> Me:
    """Who the caller is, where, and in which other studios."""
    return service.get_me(caller, DirectoryStore.own(caller.sub).standing())


handler = lambda_handler(get_me)
