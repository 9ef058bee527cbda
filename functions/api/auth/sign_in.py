"""Sign in with an address and a password."""

from tutti.kit.endpoint import Grant, Response, endpoint, lambda_handler
from tutti.people import sign_in as service
from tutti.people.credential import Access, Challenge, Credentials
from tutti.people.gateway import CognitoSignIn
from tutti.people.session import keep


@endpoint.post("/v1/auth/sign-in", grants=[Grant.SIGN_IN])
async def sign_in(credentials: Credentials, response: Response) -> Access | Challenge:
    """Sign in: an access token and the refresh cookie, or the challenge of a second factor."""
    outcome = service.sign_in(CognitoSignIn(), credentials)
    keep(response, outcome.refresh)
    return service.reply(outcome)


handler = lambda_handler(sign_in)
