"""Ask for a code to set a new password."""

from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.people import sign_in as service
from tutti.people.credential import MailAddress
from tutti.people.gateway import CognitoSignIn


@endpoint.post("/v1/auth/forgot-password", grants=[Grant.SIGN_IN], status=202)
async def forgot_password(address: MailAddress) -> None:
    """Mail a code for a new password; the answer never tells whether the address was known."""
    service.forgot_password(CognitoSignIn(), address.email)


handler = lambda_handler(forgot_password)
