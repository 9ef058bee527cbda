"""What people type to be known: addresses, passwords, codes; and what they get for it."""

import string
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, StringConstraints

from tutti.kit.entity import Email, Name, Value

LONGEST_PASSWORD = 256
SHORTEST_PASSWORD = 12
KINDS = (
    string.ascii_uppercase,
    string.ascii_lowercase,
    string.digits,
    "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+-",
)
PASSWORD_RULE = (
    f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters, a capital and a small letter, "
    "a digit and a symbol, and neither begins nor ends with a space."
)


def _is_strong(password: SecretStr) -> SecretStr:
    """The user pool's own rule, checked before it is asked: its answer would tell who has an identity."""
    typed = password.get_secret_value()
    if typed != typed.strip() or any(set(kind).isdisjoint(typed) for kind in KINDS):
        raise ValueError(PASSWORD_RULE)
    return password


Password = Annotated[SecretStr, Field(min_length=1, max_length=LONGEST_PASSWORD)]
NewPassword = Annotated[
    SecretStr,
    Field(min_length=SHORTEST_PASSWORD, max_length=LONGEST_PASSWORD, description=PASSWORD_RULE),
    AfterValidator(_is_strong),
]
Code = Annotated[str, StringConstraints(strip_whitespace=True, pattern="^[0-9]{6}$")]
Session = Annotated[str, Field(min_length=20, max_length=2048)]


class MailAddress(Value):
    """An address to which a code shall go."""

    email: Email


class Credentials(MailAddress):
    """What signs in."""

    password: Password


class Invited(Value):
    """Somebody new whose address an invitation has proved."""

    password: NewPassword
    given_name: Name
    family_name: Name


class SignUp(Invited, MailAddress):
    """Somebody new whose address is still to be proved."""


class Confirmation(MailAddress):
    """The code from the mail."""

    code: Code


class PasswordReset(Confirmation):
    """The code from the mail and the password from now on."""

    password: NewPassword


class ChallengeAnswer(Confirmation):
    """The authenticator's code for a sign-in that waits for it."""

    session: Session
    challenge: Literal["SOFTWARE_TOKEN_MFA"]


class AuthenticatorCode(Value):
    """What the authenticator shows."""

    code: Code


class Authenticator(Value):
    """What an authenticator app needs, as text and as the URI of its picture."""

    secret: str
    otpauth_uri: str


class Access(Value):
    """A signed-in session: the token goes into `Authorization: Bearer …` for so many seconds.

    With `challenge` MFA_SETUP the token opens no studio until an authenticator is set up and the session
    refreshed.
    """

    access_token: str
    expires_in: int
    challenge: Literal["MFA_SETUP"] | None = None


class Challenge(Value):
    """The password was right; the authenticator's code is due."""

    challenge: Literal["SOFTWARE_TOKEN_MFA"]
    session: str
