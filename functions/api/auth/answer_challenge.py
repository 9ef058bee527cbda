"""Answer the challenge of a second factor."""

from tutti.kit.endpoint import Grant, Response, endpoint, lambda_handler
from tutti.people import sign_in as service
from tutti.people.credential import Access, ChallengeAnswer
from tutti.people.gateway import CognitoSignIn
from tutti.people.session import keep


@endpoint.post("/v1/auth/challenge", grants=[Grant.SIGN_IN])
async def answer_challenge(answer: ChallengeAnswer, response: Response) -> Access:
    """Finish a sign-in with the authenticator's code."""
    tokens = service.answer_challenge(CognitoSignIn(), answer)
    keep(response, tokens.refresh)
    return service.access(tokens)


handler = lambda_handler(answer_challenge)
