"""Get a new access token for the session in the cookie."""

from tutti.kit.endpoint import Grant, Response, endpoint, lambda_handler
from tutti.people import sign_in as service
from tutti.people.credential import Access
from tutti.people.gateway import CognitoSignIn
from tutti.people.session import RefreshToken, keep


@endpoint.post("/v1/auth/refresh", grants=[Grant.SIGN_IN])
async def refresh(response: Response, refresh_token: RefreshToken) -> Access:
    """A new access token for the session in the cookie; it names the studio chosen last."""
    tokens = service.refresh(CognitoSignIn(), refresh_token)
    keep(response, tokens.refresh)
    return service.access(tokens)


handler = lambda_handler(refresh)
