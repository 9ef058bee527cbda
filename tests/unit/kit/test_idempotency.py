"""Idempotency keys: one effect, one reply, for one caller, one route and one body."""

from typing import Any

import pytest

from tests.support.school import School
from tutti.kit import idempotency
from tutti.kit.errors import KeyReused, StillWorking
from tutti.kit.idempotency import BadIdempotencyKey, ShownOnce, TooLongToRepeat, key_of


class Clerk:
    """Answers with the number of the answer."""

    def __init__(self, status: int = 201, body: str = "") -> None:
        self.answers = 0
        self.status = status
        self.body = body

    def __call__(self) -> dict[str, Any]:
        self.answers += 1
        return {"statusCode": self.status, "headers": {"x": "y"}, "body": self.body or str(self.answers)}


def _claims(school: School, who: str) -> dict[str, str]:
    return {
        "sub": "1",
        "token_use": "access",
        "studio_id": school.studio.id,
        "person_id": who,
        "role": "admin",
    }


def an_event(school: School | None, body: str = "{}", who: str = "per_1", **more: Any) -> dict[str, Any]:
    authorizer = {"authorizer": {"jwt": {"claims": _claims(school, who)}}} if school else {}
    return {
        "routeKey": "POST /v1/courses",
        "rawPath": "/v1/courses",
        "rawQueryString": "",
        "body": body,
        "requestContext": authorizer,
        "pathParameters": None,
        **more,
    }


def test_a_repeat_gets_the_first_reply(forte: School) -> None:
    clerk = Clerk()
    first = idempotency.once(an_event(forte), "key", clerk)
    again = idempotency.once(an_event(forte), "key", clerk)
    assert (clerk.answers, again["body"]) == (1, first["body"])
    assert again["headers"] == {"x": "y", "idempotent-replayed": "true"}


@pytest.mark.parametrize(
    "other", [{"who": "per_2"}, {"rawPath": "/v1/courses/2"}, {"routeKey": "POST /v1/cohorts"}]
)
def test_another_caller_or_route_is_another_request(forte: School, other: dict[str, Any]) -> None:
    clerk = Clerk()
    idempotency.once(an_event(forte), "key", clerk)
    idempotency.once(an_event(forte, **other), "key", clerk)
    assert clerk.answers == 2


@pytest.mark.parametrize("other", [{"body": "{1}"}, {"rawQueryString": "a=b"}])
def test_a_key_for_another_body_is_refused(forte: School, other: dict[str, Any]) -> None:
    clerk = Clerk()
    idempotency.once(an_event(forte), "key", clerk)
    with pytest.raises(KeyReused):
        idempotency.once(an_event(forte, **other), "key", clerk)
    assert clerk.answers == 1


def test_refusals_are_kept_and_failures_are_not(forte: School) -> None:
    refusing, failing = Clerk(409), Clerk(503)
    for _ in "12":
        idempotency.once(an_event(forte), "refused", refusing)
        idempotency.once(an_event(forte), "failed", failing)
    assert (refusing.answers, failing.answers) == (1, 2)


def test_a_request_that_raised_may_be_repeated(forte: School) -> None:
    def fail() -> dict[str, Any]:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        idempotency.once(an_event(forte), "key", fail)
    assert idempotency.once(an_event(forte), "key", Clerk())["body"] == "1"


def test_a_repeat_that_overtakes_the_first_is_told_to_wait(forte: School) -> None:
    def overtaken() -> dict[str, Any]:
        with pytest.raises(StillWorking):
            idempotency.once(an_event(forte), "key", Clerk())
        return Clerk()()

    assert idempotency.once(an_event(forte), "key", overtaken)["body"] == "1"


def test_the_public_is_known_by_the_schools_address(forte: School) -> None:
    clerk = Clerk()
    for _ in "12":
        idempotency.once(an_event(None, pathParameters={"slug": forte.studio.slug}), "key", clerk)
    assert clerk.answers == 1


def test_without_a_school_there_is_nowhere_to_keep_replies(aws: None) -> None:
    clerk = Clerk()
    for _ in "12":
        idempotency.once(an_event(None), "key", clerk)
    assert clerk.answers == 2


@pytest.mark.parametrize("key", ["", "x" * 101, "a\nb", "ä"])
def test_refuses_keys_that_are_not_plain(key: str) -> None:
    with pytest.raises(BadIdempotencyKey):
        key_of({"headers": {"idempotency-key": key}})


def test_a_key_is_optional() -> None:
    assert key_of({"headers": {}}) is None
    assert key_of({"headers": {"idempotency-key": "x" * 100}}) == "x" * 100


def test_keeps_nothing_of_a_reply_that_is_shown_once(forte: School) -> None:
    clerk = Clerk()
    assert idempotency.once(an_event(forte), "key", clerk, shows_once=True)["body"] == "1"
    with pytest.raises(ShownOnce):
        idempotency.once(an_event(forte), "key", clerk, shows_once=True)
    with pytest.raises(KeyReused):
        idempotency.once(an_event(forte, body="other"), "key", clerk, shows_once=True)
    assert clerk.answers == 1


def test_keeps_the_refusal_of_what_would_be_shown_once(forte: School) -> None:
    clerk = Clerk(status=409)
    for _ in range(2):
        assert idempotency.once(an_event(forte), "key", clerk, shows_once=True)["body"] == "1"


def test_keeps_a_reply_in_any_script_whole(forte: School) -> None:
    clerk = Clerk(body="\N{EIGHTH NOTE}" * 90_000)
    first = idempotency.once(an_event(forte), "key", clerk)
    assert idempotency.once(an_event(forte), "key", clerk)["body"] == first["body"]


def test_does_nothing_twice_when_the_reply_is_too_long_to_keep(forte: School) -> None:
    clerk = Clerk(body="\N{EIGHTH NOTE}" * 150_000)
    idempotency.once(an_event(forte), "key", clerk)
    with pytest.raises(TooLongToRepeat):
        idempotency.once(an_event(forte), "key", clerk)
    assert clerk.answers == 1
