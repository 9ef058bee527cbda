"""Gap: the authenticator's code alone signs in, whatever session comes with it, password known or not."""

import time
from typing import Any

from ministack.core.responses import error_response_json
from ministack.services import cognito

from local.patches import fit

CHALLENGE = "SOFTWARE_TOKEN_MFA"
SECONDS = 180
"""As long as Cognito keeps a session for the answer to its challenge, unless the client says otherwise."""

_pending: dict[str, tuple[str, float]] = {}


def apply() -> None:
    """Remember whom each session was given to, and take the code with that session only, for a while."""
    remember()
    require()


def remember() -> None:
    """Keep the session that goes out with the challenge."""
    challenge = fit.function(cognito, "_mfa_challenge_for_user", "pool", "user", "pid", "username")

    def challenge_and_keep(pool: Any, user: Any, pid: str, username: str) -> Any:
        asked = challenge(pool, user, pid, username)
        if asked:
            _pending[asked["Session"]] = (user["Username"], time.monotonic() + SECONDS)
        return asked

    cognito._mfa_challenge_for_user = challenge_and_keep


def require() -> None:
    """Refuse a code without its session, as Cognito words it."""
    respond = fit.function(cognito, "_respond_to_auth_challenge", "data")

    def respond_to_who_waits(data: dict[str, Any]) -> Any:
        if data.get("ChallengeName") == CHALLENGE and not is_pending(data):
            words = "Invalid session for the user, session is expired."
            return error_response_json("NotAuthorizedException", words, 400)
        return respond(data)

    cognito._respond_to_auth_challenge = respond_to_who_waits


def is_pending(data: dict[str, Any]) -> bool:
    """Whether this session was given to this user, not too long ago."""
    pool, _ = cognito._pool_for_client(data.get("ClientId"))
    user = cognito._resolve_user(pool, data["ChallengeResponses"].get("USERNAME"))[0] if pool else None
    whose, until = _pending.get(data.get("Session", ""), ("", 0.0))
    return user is not None and user["Username"] == whose and time.monotonic() < until
