"""The user pool's errors and the refusals that they mean."""

import pytest
from botocore.exceptions import ClientError

from tutti.kit.errors import Refusal, TooManyAttempts
from tutti.people.sign_in_refusals import MEANINGS, SessionEnded, WrongCredentials, refusing


def pools(error: str, message: str = "") -> ClientError:
    return ClientError({"Error": {"Code": error, "Message": message}}, "InitiateAuth")


@pytest.mark.parametrize(("error", "refusal"), MEANINGS.items())
def test_each_error_has_its_refusal(error: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal), refusing(WrongCredentials):
        raise pools(error)


def test_who_is_unknown_is_refused_as_who_is_not_let_in() -> None:
    for error in ("UserNotFoundException", "NotAuthorizedException"):
        with pytest.raises(WrongCredentials), refusing(WrongCredentials):
            raise pools(error, "User does not exist.")


def test_too_many_wrong_passwords_are_known_by_their_message() -> None:
    with pytest.raises(TooManyAttempts), refusing(WrongCredentials):
        raise pools("NotAuthorizedException", "Password attempts exceeded")


def test_one_call_may_mean_something_else_by_an_error() -> None:
    with pytest.raises(SessionEnded), refusing(WrongCredentials, InvalidParameterException=SessionEnded):
        raise pools("InvalidParameterException")


def test_an_unknown_error_stays_what_it_is() -> None:
    with pytest.raises(ClientError, match="InternalErrorException"), refusing(WrongCredentials):
        raise pools("InternalErrorException")


def test_no_refusal_repeats_what_the_pool_said() -> None:
    with pytest.raises(Refusal) as refused, refusing(WrongCredentials):
        raise pools("InvalidParameterException", "ada@people.test is no address")
    assert "ada" not in str(refused.value.problem())
