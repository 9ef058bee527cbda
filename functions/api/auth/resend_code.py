"""Mail the code of a sign-up again."""

from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.people import sign_in as service
from tutti.people.credential import MailAddress
from tutti.people.gateway import CognitoSignIn


@endpoint.post("/v1/auth/resend-code", grants=[Grant.SIGN_IN], status=202)
async def resend_code(address: MailAddress) -> None:
    """Mail the code of a sign-up again; the answer never tells whether the address was known."""
    service.resend_code(CognitoSignIn(), address.email)


handler = lambda_handler(resend_code)
