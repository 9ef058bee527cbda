"""Set a new password with the code from the mail."""

from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.people import sign_in as service
from tutti.people.credential import PasswordReset
from tutti.people.gateway import CognitoIdentities, CognitoSignIn


@endpoint.post("/v1/auth/reset-password", grants=[Grant.SIGN_IN, Grant.IDENTITY], status=204)
async def reset_password(reset: PasswordReset) -> None:
    """Set a new password with the code from the mail; every session ends."""
    service.reset_password(CognitoSignIn(), CognitoIdentities(), reset)


handler = lambda_handler(reset_password)
