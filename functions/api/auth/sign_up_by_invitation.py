"""Sign up by an invitation's link."""

from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, Response, endpoint, lambda_handler
from tutti.people import invited as service
from tutti.people.credential import Access, Challenge, Invited
from tutti.people.gateway import CognitoIdentities, CognitoSignIn
from tutti.people.session import keep
from tutti.people.sign_in import reply

GRANTS = [Grant.READ, Grant.REGISTER, Grant.SIGN_IN, Grant.IDENTITY]


@endpoint.post("/v1/public/invitations/{token}/sign-up", grants=GRANTS, status=201)
async def sign_up_by_invitation(token: str, somebody: Invited, response: Response) -> Access | Challenge:
    """Sign up by an invitation's link, become a member, and sign in."""
    outcome = service.sign_up_by_invitation(
        CognitoSignIn(), CognitoIdentities(), token, somebody, now=utc_now()
    )
    keep(response, outcome.refresh)
    return reply(outcome)


handler = lambda_handler(sign_up_by_invitation)
