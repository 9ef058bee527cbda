"""Prove an address with the code from the mail."""

from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.people import sign_in as service
from tutti.people.credential import Confirmation
from tutti.people.gateway import CognitoSignIn


@endpoint.post("/v1/auth/confirm", grants=[Grant.SIGN_IN], status=204)
async def confirm_sign_up(confirmation: Confirmation) -> None:
    """Prove the address of a sign-up with the code from the mail."""
    service.confirm_sign_up(CognitoSignIn(), confirmation)


handler = lambda_handler(confirm_sign_up)
