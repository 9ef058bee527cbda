"""Signing up, in and out: what each step asks of the user pool and of the directory."""

from urllib.parse import quote, urlencode

from tutti.kit.errors import Refusal
from tutti.people.credential import (
    Access,
    Authenticator,
    Challenge,
    ChallengeAnswer,
    Confirmation,
    Credentials,
    PasswordReset,
    SignUp,
)
from tutti.people.directory_store import DirectoryStore
from tutti.people.gateway import Identities, SignIn
from tutti.people.identity import TOTP_DUE
from tutti.people.sign_in_refusals import AlreadyRegistered, NotAccepted, SessionEnded, WrongCredentials
from tutti.people.tokens import Pending, Tokens

ISSUER = "Tutti"


def sign_up(pool: SignIn, somebody: SignUp) -> None:
    """Make an unconfirmed identity; a taken address gets the same answer, and while it waits its code."""
    try:
        pool.sign_up(
            somebody.email, somebody.password.get_secret_value(), somebody.given_name, somebody.family_name
        )
    except AlreadyRegistered:
        _quietly_resend(pool, somebody.email)


def _quietly_resend(pool: SignIn, email: str) -> None:
    try:
        pool.resend_code(email)
    except Refusal:
        return


def confirm_sign_up(pool: SignIn, confirmation: Confirmation) -> None:
    """The address is proved; refuses with `WrongCode`."""
    pool.confirm(confirmation.email, confirmation.code)


def resend_code(pool: SignIn, email: str) -> None:
    """Mail the code again to an address that waits for one; every other address gets the same answer."""
    try:
        pool.resend_code(email)
    except (NotAccepted, WrongCredentials):
        return


def sign_in(pool: SignIn, credentials: Credentials) -> Tokens | Pending:
    """Tokens, or a sign-in that waits for the authenticator's code."""
    return pool.begin(credentials.email, credentials.password.get_secret_value())


def answer_challenge(pool: SignIn, answer: ChallengeAnswer) -> Tokens:
    """The tokens of a sign-in that waited for its code."""
    return pool.answer(answer.email, answer.session, answer.code)


def refresh(pool: SignIn, refresh_token: str | None) -> Tokens:
    """A new access token for this session; refuses with `SessionEnded`, also where there is none."""
    if refresh_token is None:
        raise SessionEnded()
    return pool.renew(refresh_token)


def sign_out(pool: SignIn, refresh_token: str | None) -> None:
    """Revoke the session, if there is one."""
    if refresh_token:
        pool.end(refresh_token)


def forgot_password(pool: SignIn, email: str) -> None:
    """Mail a code to a confirmed address; every other address gets the same answer."""
    try:
        pool.send_reset_code(email)
    except (NotAccepted, WrongCredentials):
        return


def reset_password(pool: SignIn, identities: Identities, reset: PasswordReset) -> None:
    """Set the new password and end every session: whoever knew the old one is out."""
    pool.reset_password(reset.email, reset.code, reset.password.get_secret_value())
    identities.sign_out_everywhere(reset.email)


def begin_totp(pool: SignIn, access_token: str, label: str) -> Authenticator:
    """The secret for an authenticator, also as the URI that its picture shows."""
    secret = pool.begin_totp(access_token)
    asked = urlencode({"secret": secret, "issuer": ISSUER})
    return Authenticator(secret=secret, otpauth_uri=f"otpauth://totp/{ISSUER}:{quote(label)}?{asked}")


def confirm_totp(pool: SignIn, directory: DirectoryStore, access_token: str, code: str) -> None:
    """Turn the second factor on in the pool, then let the directory know, which studios that require it ask.

    A run that dies between the two is mended by setting the authenticator up again.
    """
    pool.confirm_totp(access_token, code)
    directory.note_totp()


def access(tokens: Tokens) -> Access:
    """What the page gets of the tokens; says when a studio waits for a second factor."""
    return Access(
        access_token=tokens.access,
        expires_in=tokens.expires_in,
        challenge="MFA_SETUP" if TOTP_DUE in tokens.claims else None,
    )


def reply(outcome: Tokens | Pending) -> Access | Challenge:
    """What the page gets of a sign-in."""
    if isinstance(outcome, Pending):
        return Challenge(challenge="SOFTWARE_TOKEN_MFA", session=outcome.session)
    return access(outcome)
