"""Turn the second factor on."""

from tutti.kit.caller import SignedIn
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.people import sign_in as service
from tutti.people.credential import AuthenticatorCode
from tutti.people.directory_store import DirectoryStore
from tutti.people.gateway import CognitoSignIn
from tutti.people.session import AccessToken


@endpoint.post("/v1/auth/totp/confirm", grants=[Grant.SIGN_IN, Grant.REGISTER], status=204)
async def confirm_totp(typed: AuthenticatorCode, caller: SignedIn, access_token: AccessToken) -> None:
    """Turn the second factor on with the authenticator's first code; refresh to get the studio's token."""
    service.confirm_totp(CognitoSignIn(), DirectoryStore.own(caller.sub), access_token, typed.code)


handler = lambda_handler(confirm_totp)
