"""The written contract is what the endpoints say, and says what FastAPI cannot know."""

from typing import Any

import pytest

from infra.doorways import discover
from infra.openapi import PLACE, as_text, document


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return document()


def operation(described: dict[str, Any], path: str, method: str) -> dict[str, Any]:
    found: dict[str, Any] = described["paths"][path][method]
    return found


def test_stands_in_the_repository_as_the_endpoints_say(described: dict[str, Any]) -> None:
    assert as_text(described) == PLACE.read_text(), "run `make openapi`"


def test_describes_every_endpoint(described: dict[str, Any]) -> None:
    listed = {operation["operationId"] for path in described["paths"].values() for operation in path.values()}
    assert listed == {way.verb for way in discover() if way.group == "api"}


def test_no_two_shapes_have_one_name(described: dict[str, Any]) -> None:
    assert [name for name in described["components"]["schemas"] if "__" in name] == []


def test_says_who_may_call(described: dict[str, Any]) -> None:
    assert operation(described, "/v1/locations", "post")["security"] == [{"token": ["owner", "admin"]}]
    assert "security" not in operation(described, "/v1/auth/sign-in", "post")


def test_says_what_may_be_sent_again(described: dict[str, Any]) -> None:
    names = [each["name"] for each in operation(described, "/v1/locations", "post")["parameters"]]
    assert "Idempotency-Key" in names


def test_refuses_in_the_shape_of_problem_documents(described: dict[str, Any]) -> None:
    for path in described["paths"].values():
        for each in path.values():
            assert list(each["responses"]["4XX"]["content"]) == ["application/problem+json"]
