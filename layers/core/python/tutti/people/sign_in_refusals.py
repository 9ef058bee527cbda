"""What sign-in says no to, and which of the user pool's errors mean it.

No refusal tells a stranger whether an address has an identity: an unknown address is answered as a wrong
password or a wrong code would be.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from botocore.exceptions import ClientError

from tutti.kit.errors import (
    Conflict,
    Crowded,
    Invalid,
    NotAllowed,
    NotSignedIn,
    Refusal,
    TooManyAttempts,
)
from tutti.people.cookie import CLEARED


class WrongCredentials(NotSignedIn):
    """This address and this password do not belong together."""


class SignInExpired(NotSignedIn):
    """This sign-in waited too long for its code; start it again."""


class SessionEnded(NotSignedIn):
    """This session has ended; sign in again."""

    headers: ClassVar[dict[str, str]] = {"Set-Cookie": CLEARED}


class NotConfirmed(NotAllowed):
    """Confirm your address first, with the code from the mail."""


class NewPasswordDue(NotAllowed):
    """This password was put out of use; set a new one with a code from the mail."""


class WrongCode(Invalid):
    """This code is not right, or no longer; ask for a new one."""


class WeakPassword(Invalid):
    """The password breaks a rule."""


class NotAccepted(Invalid):
    """One of these values cannot be used to sign in."""


class AlreadyRegistered(Conflict):
    """This address signs in here already; sign in with it and open the invitation again."""


DENIED = frozenset({"NotAuthorizedException", "UserNotFoundException"})
MEANINGS: dict[str, type[Refusal]] = {
    "CodeMismatchException": WrongCode,
    "ConcurrentModificationException": Crowded,
    "EnableSoftwareTokenMFAException": WrongCode,
    "ExpiredCodeException": WrongCode,
    "InvalidParameterException": NotAccepted,
    "InvalidPasswordException": WeakPassword,
    "LimitExceededException": TooManyAttempts,
    "PasswordHistoryPolicyViolationException": WeakPassword,
    "PasswordResetRequiredException": NewPasswordDue,
    "SoftwareTokenMFANotFoundException": WrongCode,
    "TooManyFailedAttemptsException": TooManyAttempts,
    "TooManyRequestsException": TooManyAttempts,
    "UserNotConfirmedException": NotConfirmed,
    "UsernameExistsException": AlreadyRegistered,
}
LOCKED = "attempts exceeded"


@contextmanager
def refusing(denied: type[Refusal], **otherwise: type[Refusal]) -> Iterator[None]:
    """Turn the pool's errors into refusals: `denied` for who is unknown or not let in, `otherwise` by the
    error's name, the rest as `MEANINGS` has it. What has no meaning stays an error."""
    try:
        yield
    except ClientError as error:
        refusal = _meaning(error, denied, otherwise)
        if refusal is None:
            raise
        raise refusal() from None


def _meaning(
    error: ClientError, denied: type[Refusal], otherwise: dict[str, type[Refusal]]
) -> type[Refusal] | None:
    name = error.response["Error"]["Code"]
    if name in otherwise:
        return otherwise[name]
    if name in DENIED:
        # Cognito names too many wrong passwords in the message alone.
        return TooManyAttempts if LOCKED in error.response["Error"].get("Message", "") else denied
    return MEANINGS.get(name)
