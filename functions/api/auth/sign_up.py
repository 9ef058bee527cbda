"""Sign up with an address and a password."""

from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.people import sign_in as service
from tutti.people.credential import SignUp
from tutti.people.gateway import CognitoSignIn


@endpoint.post("/v1/auth/sign-up", grants=[Grant.SIGN_IN], status=202)
async def sign_up(somebody: SignUp) -> None:
    """Sign up; a code goes to the address, and the answer never tells whether it was known."""
    service.sign_up(CognitoSignIn(), somebody)


handler = lambda_handler(sign_up)
