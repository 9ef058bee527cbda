"""Begin to set up an authenticator."""

from tutti.kit.caller import SignedIn
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.people import sign_in as service
from tutti.people.credential import Authenticator
from tutti.people.gateway import CognitoSignIn
from tutti.people.session import AccessToken


@endpoint.post("/v1/auth/totp", grants=[Grant.SIGN_IN])
async def begin_totp(caller: SignedIn, access_token: AccessToken) -> Authenticator:
    """The secret for an authenticator app, good once its first code is confirmed."""
    return service.begin_totp(CognitoSignIn(), access_token, caller.email or caller.username)


handler = lambda_handler(begin_totp)
