"""How full the studio's storage is."""

from tutti.kit.caller import Office
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.recordings import usage
from tutti.recordings.usage import Storage


@endpoint.get("/v1/storage", grants=[Grant.READ])
async def get_storage(caller: Office) -> Storage:
    """How full the studio's storage is."""
    return usage.get_storage(caller.tenant)


handler = lambda_handler(get_storage)
