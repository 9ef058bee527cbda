"""End the session in the cookie."""

from tutti.kit.endpoint import Grant, Response, endpoint, lambda_handler
from tutti.people import sign_in as service
from tutti.people.gateway import CognitoSignIn
from tutti.people.session import RefreshToken, clear


@endpoint.post("/v1/auth/sign-out", grants=[Grant.SIGN_IN], status=204)
async def sign_out(response: Response, refresh_token: RefreshToken) -> None:
    """End the session: its refresh token is revoked and its cookie taken away."""
    service.sign_out(CognitoSignIn(), refresh_token)
    clear(response)


handler = lambda_handler(sign_out)
