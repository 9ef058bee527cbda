"""MiniStack's user pool where it has to be as Cognito is: addresses are proved, codes need their session."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.local.emulator import Emulator
from tests.support.somebody import authenticator_code

EMAIL, PASSWORD = "ada@people.test", "Correct-horse-4-us"


@dataclass(frozen=True)
class Pool:
    """A user pool with one confirmed identity in it."""

    cognito: Any
    id: str
    client_id: str

    def signs_in(self) -> Any:
        return self.cognito.initiate_auth(
            ClientId=self.client_id,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": EMAIL, "PASSWORD": PASSWORD},
        )

    def sets_up_authenticator(self) -> str:
        token = self.signs_in()["AuthenticationResult"]["AccessToken"]
        secret: str = self.cognito.associate_software_token(AccessToken=token)["SecretCode"]
        self.cognito.verify_software_token(AccessToken=token, UserCode=authenticator_code(secret))
        return secret

    def answers(self, session: str, code: str) -> Any:
        return self.cognito.respond_to_auth_challenge(
            ClientId=self.client_id,
            ChallengeName="SOFTWARE_TOKEN_MFA",
            Session=session,
            ChallengeResponses={"USERNAME": EMAIL, "SOFTWARE_TOKEN_MFA_CODE": code},
        )


def a_pool(emulator: Emulator) -> Pool:
    cognito = emulator.client("cognito-idp")
    made = cognito.create_user_pool(
        PoolName="people",
        UsernameAttributes=["email"],
        AutoVerifiedAttributes=["email"],
        MfaConfiguration="OPTIONAL",
    )["UserPool"]
    client = cognito.create_user_pool_client(
        UserPoolId=made["Id"], ClientName="page", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"]
    )["UserPoolClient"]
    pool = Pool(cognito, made["Id"], client["ClientId"])
    cognito.sign_up(ClientId=pool.client_id, Username=EMAIL, Password=PASSWORD)
    cognito.confirm_sign_up(ClientId=pool.client_id, Username=EMAIL, ConfirmationCode="123456")
    return pool


@pytest.fixture
def pool(emulator: Emulator) -> Iterator[Pool]:
    pool = a_pool(emulator)
    yield pool
    pool.cognito.delete_user_pool(UserPoolId=pool.id)


@pytest.fixture
def bare_pool(bare: Emulator) -> Iterator[Pool]:
    pool = a_pool(bare)
    yield pool
    pool.cognito.delete_user_pool(UserPoolId=pool.id)


def proved(pool: Pool) -> str | None:
    user = pool.cognito.admin_get_user(UserPoolId=pool.id, Username=EMAIL)
    said: dict[str, str] = {one["Name"]: one["Value"] for one in user["UserAttributes"]}
    return said.get("email_verified")


def test_a_confirmed_address_is_proved(pool: Pool) -> None:
    assert proved(pool) == "true"


def test_the_gap_is_still_there_a_confirmed_address_is_not_proved(bare_pool: Pool) -> None:
    assert proved(bare_pool) is None


def test_a_wrong_code_proves_nothing(emulator: Emulator, pool: Pool) -> None:
    other = {"ClientId": pool.client_id, "Username": "bela@people.test"}
    pool.cognito.sign_up(**other, Password=PASSWORD)
    with pytest.raises(ClientError, match="CodeMismatch"):
        pool.cognito.confirm_sign_up(**other, ConfirmationCode="000000")
    user = pool.cognito.admin_get_user(UserPoolId=pool.id, Username="bela@people.test")
    assert "email_verified" not in {one["Name"] for one in user["UserAttributes"]}


def test_the_code_signs_in_with_the_session_of_its_password(pool: Pool) -> None:
    secret = pool.sets_up_authenticator()
    reply = pool.answers(pool.signs_in()["Session"], authenticator_code(secret))
    assert "AccessToken" in reply["AuthenticationResult"]


def test_the_code_signs_in_with_no_other_session(pool: Pool) -> None:
    secret = pool.sets_up_authenticator()
    with pytest.raises(ClientError, match="NotAuthorized"):
        pool.answers("s" * 44, authenticator_code(secret))


def test_the_gap_is_still_there_the_code_signs_in_with_any_session(bare_pool: Pool) -> None:
    secret = bare_pool.sets_up_authenticator()
    assert bare_pool.answers("s" * 44, authenticator_code(secret))["AuthenticationResult"]
