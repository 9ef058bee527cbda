"""What counts as a password and as a code."""

import pytest
from pydantic import TypeAdapter, ValidationError

from tutti.people.credential import Code, Credentials, NewPassword, SignUp

GOOD = ["Correct-horse-4-us", "Aa1!Aa1!Aa1!", "Größe.über.42.Äpfel", "A b c d e 1 2 3 .", "Aa1!" * 64]
BAD = [
    "Aa1!Aa1!Aa1",
    "Aa1!" * 64 + "x",
    "aa1!aa1!aa1!",
    "AA1!AA1!AA1!",
    "Aaa!Aaa!Aaa!",
    "Aa11Aa11Aa11",
    "Aa1!Aa1!Aa1 ",
]


@pytest.mark.parametrize("password", GOOD)
def test_takes_a_strong_password_as_it_is(password: str) -> None:
    taken = TypeAdapter[object](NewPassword).validate_python(password)
    assert getattr(taken, "get_secret_value")() == password  # noqa: B009


@pytest.mark.parametrize("password", BAD)
def test_refuses_a_weak_password(password: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter[object](NewPassword).validate_python(password)


@pytest.mark.parametrize("code", ["12345", "1234567", "12345a", "١٢٣٤٥٦", "", "123456\n7"])
def test_refuses_what_is_no_code(code: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Code).validate_python(code)


def test_shows_no_password_when_it_is_printed() -> None:
    typed = {"email": "ada@people.test", "password": "Correct-horse-4-us"}
    names = {"given_name": "Ada", "family_name": "Aspern"}
    printed = f"{Credentials.model_validate(typed)!r} {SignUp.model_validate(typed | names)!r}"
    assert "Correct" not in printed
