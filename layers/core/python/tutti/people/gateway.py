"""The user pool: who has an identity, and what proves it. The pool keeps passwords; Tutti never does."""

from typing import Any, Protocol

from tutti.kit.credentials import client
from tutti.kit.errors import NotSignedIn
from tutti.kit.settings import setting
from tutti.people.sign_in_refusals import (
    AlreadyRegistered,
    NewPasswordDue,
    NotAccepted,
    SessionEnded,
    SignInExpired,
    WrongCode,
    WrongCredentials,
    refusing,
)
from tutti.people.tokens import Pending, Tokens

TOTP_CHALLENGE = "SOFTWARE_TOKEN_MFA"


class SignIn(Protocol):
    """What anybody may ask of the pool, and what the signed-in may ask for themselves."""

    def sign_up(self, email: str, password: str, given_name: str, family_name: str) -> None:
        """Make an unconfirmed identity and mail its code; refuses a taken address as `AlreadyRegistered`."""

    def confirm(self, email: str, code: str) -> None:
        """The address is proved; refuses with `WrongCode`."""

    def resend_code(self, email: str) -> None:
        """Mail the code of an unconfirmed address again; refuses all others with `WrongCredentials`."""

    def begin(self, email: str, password: str) -> Tokens | Pending:
        """Sign in; refuses with `WrongCredentials`, `NotConfirmed`, `NewPasswordDue`, `TooManyAttempts`."""

    def answer(self, email: str, session: str, code: str) -> Tokens:
        """Go on with a pending sign-in; refuses with `WrongCode` or `SignInExpired`."""

    def renew(self, refresh_token: str) -> Tokens:
        """A new access token; refuses with `SessionEnded`."""

    def end(self, refresh_token: str) -> None:
        """Revoke the refresh token and the access tokens made from it; an unknown token is no matter."""

    def send_reset_code(self, email: str) -> None:
        """Mail a code for a new password; refuses with `WrongCredentials` where that cannot be."""

    def reset_password(self, email: str, code: str, password: str) -> None:
        """Set the new password; refuses with `WrongCode`."""

    def begin_totp(self, access_token: str) -> str:
        """The secret for a new authenticator, good once its first code is confirmed."""

    def confirm_totp(self, access_token: str, code: str) -> None:
        """From now on this identity signs in with its authenticator; refuses with `WrongCode`."""


class CognitoSignIn:
    """`SignIn` by Cognito's public operations: IAM has no say in them, a function needs `Grant.SIGN_IN`."""

    def __init__(self) -> None:
        self._pool = client("cognito-idp")
        self._client = {"ClientId": setting("USER_POOL_CLIENT_ID")}

    def sign_up(self, email: str, password: str, given_name: str, family_name: str) -> None:
        names = _attributes(given_name=given_name, family_name=family_name)
        with refusing(NotAccepted):
            self._pool.sign_up(**self._client, Username=email, Password=password, UserAttributes=names)

    def confirm(self, email: str, code: str) -> None:
        with refusing(WrongCode):
            self._pool.confirm_sign_up(**self._client, Username=email, ConfirmationCode=code)

    def resend_code(self, email: str) -> None:
        with refusing(WrongCredentials):
            self._pool.resend_confirmation_code(**self._client, Username=email)

    def begin(self, email: str, password: str) -> Tokens | Pending:
        typed = {"USERNAME": email, "PASSWORD": password}
        with refusing(WrongCredentials):
            reply = self._pool.initiate_auth(
                **self._client, AuthFlow="USER_PASSWORD_AUTH", AuthParameters=typed
            )
        match reply.get("ChallengeName"):
            case None:
                return _tokens(reply)
            case "SOFTWARE_TOKEN_MFA":
                return Pending(reply["Session"])
            case "NEW_PASSWORD_REQUIRED":
                raise NewPasswordDue()
            case other:
                raise RuntimeError(f"The user pool asks for {other}, which its settings rule out.")

    def answer(self, email: str, session: str, code: str) -> Tokens:
        answers = {"USERNAME": email, f"{TOTP_CHALLENGE}_CODE": code}
        with refusing(SignInExpired):
            reply = self._pool.respond_to_auth_challenge(
                **self._client, ChallengeName=TOTP_CHALLENGE, Session=session, ChallengeResponses=answers
            )
        return _tokens(reply)

    def renew(self, refresh_token: str) -> Tokens:
        with refusing(
            SessionEnded, InvalidParameterException=SessionEnded, RefreshTokenReuseException=SessionEnded
        ):
            reply = self._pool.get_tokens_from_refresh_token(**self._client, RefreshToken=refresh_token)
        return _tokens(reply)

    def end(self, refresh_token: str) -> None:
        try:
            with refusing(
                SessionEnded,
                InvalidParameterException=SessionEnded,
                UnauthorizedException=SessionEnded,
                UnsupportedTokenTypeException=SessionEnded,
            ):
                self._pool.revoke_token(**self._client, Token=refresh_token)
        except SessionEnded:
            return

    def send_reset_code(self, email: str) -> None:
        with refusing(WrongCredentials):
            self._pool.forgot_password(**self._client, Username=email)

    def reset_password(self, email: str, code: str, password: str) -> None:
        with refusing(WrongCode, UserNotConfirmedException=WrongCode):
            self._pool.confirm_forgot_password(
                **self._client, Username=email, ConfirmationCode=code, Password=password
            )

    def begin_totp(self, access_token: str) -> str:
        with refusing(NotSignedIn):
            secret: str = self._pool.associate_software_token(AccessToken=access_token)["SecretCode"]
        return secret

    def confirm_totp(self, access_token: str, code: str) -> None:
        preferred = {"Enabled": True, "PreferredMfa": True}
        with refusing(NotSignedIn, InvalidParameterException=WrongCode):
            self._pool.verify_software_token(AccessToken=access_token, UserCode=code)
            self._pool.set_user_mfa_preference(AccessToken=access_token, SoftwareTokenMfaSettings=preferred)


class Identities(Protocol):
    """What the office's doors ask of the pool for others."""

    def create(self, email: str, password: str, given_name: str, family_name: str) -> str:
        """A confirmed identity whose address is proved already; returns its `sub`.

        Finishes what a run that died left without a password; refuses others with `AlreadyRegistered`.
        """

    def sign_out_everywhere(self, email: str) -> None:
        """Every session of this identity ends: no refresh token is good any more."""


class CognitoIdentities:
    """`Identities` by Cognito's operations for administrators: a function needs `Grant.IDENTITY`."""

    def __init__(self) -> None:
        self._pool = client("cognito-idp")
        self._in_pool = {"UserPoolId": setting("USER_POOL_ID")}

    def create(self, email: str, password: str, given_name: str, family_name: str) -> str:
        proved = _attributes(
            email=email, email_verified="true", given_name=given_name, family_name=family_name
        )
        with refusing(NotAccepted):
            try:
                user = self._pool.admin_create_user(
                    **self._in_pool, Username=email, UserAttributes=proved, MessageAction="SUPPRESS"
                )["User"]
            except self._pool.exceptions.UsernameExistsException:
                user = self._unfinished(email)
            self._pool.admin_set_user_password(
                **self._in_pool, Username=email, Password=password, Permanent=True
            )
        return {one["Name"]: str(one["Value"]) for one in user["Attributes"]}["sub"]

    def sign_out_everywhere(self, email: str) -> None:
        with refusing(WrongCredentials):
            self._pool.admin_user_global_sign_out(**self._in_pool, Username=email)

    def _unfinished(self, email: str) -> dict[str, Any]:
        """The identity that has no password of its own yet."""
        user = self._pool.admin_get_user(**self._in_pool, Username=email)
        if user["UserStatus"] != "FORCE_CHANGE_PASSWORD":
            raise AlreadyRegistered()
        return {"Attributes": user["UserAttributes"]}


def _tokens(reply: dict[str, Any]) -> Tokens:
    result = reply["AuthenticationResult"]
    return Tokens(result["AccessToken"], result["ExpiresIn"], result.get("RefreshToken"))


def _attributes(**values: str) -> list[dict[str, str]]:
    return [{"Name": name, "Value": value} for name, value in values.items()]
