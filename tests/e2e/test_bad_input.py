"""Whatever comes in wrong is refused by a problem document that says why, and nothing is written."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpx
import pytest

from tests.support.marked_school import MarkedSchool
from tests.support.problem import answer
from tests.support.routes import ALL_ROUTES, Route
from tests.support.side_by_side import at_once
from tests.support.usual import usual_body

TYPED = [route for route in ALL_ROUTES if route.takes_json]
NAMED = [route for route in ALL_ROUTES if set(route.path_names) - {"slug", "token", "calendar_token"}]
LISTS = [route for route in ALL_ROUTES if "cursor" in route.queries]
OVERSIZED = b'{"name": "' + b"x" * 128 * 1024 + b'"}'
MALFORMED, INVALID = (400, "MalformedBody"), (422, "InvalidInput")
Send = Callable[..., httpx.Response]


@pytest.fixture(scope="module")
def seen(quiet_school: MarkedSchool) -> list[list[dict[str, Any]]]:
    """What stands in the school and in the directory, but for receipts of requests, as last seen."""
    return [quiet_school.written()]


@pytest.fixture(autouse=True)
def _nothing_is_written(quiet_school: MarkedSchool, seen: list[list[dict[str, Any]]]) -> Iterator[None]:
    """Every test here leaves the school and the directory as they were."""
    yield
    seen.append(quiet_school.written())
    assert seen[-1] == seen.pop(0)


@pytest.fixture
def send(quiet_school: MarkedSchool) -> Send:
    """Asks a route of the school as its owner, with whatever is said differently."""
    school = quiet_school

    def ask(
        route: Route, *, ids: dict[str, str] | None = None, query: dict[str, str] | None = None, **more: Any
    ) -> httpx.Response:
        paths = school.ids | {"slug": school.slug} | school.links | (ids or {})
        asked = route.query(school.ids | {"token": "t" * 32}) | (query or {})
        url = f"{school.deployed.api}{route.url(paths)}"
        headers = school.owner | {"content-type": "application/json"}
        return school.deployed.http.request(route.method, url, params=asked, headers=headers, **more)

    return ask


def test_malformed_json_is_refused_at_every_door(send: Send) -> None:
    replies = _answers(TYPED, lambda route: send(route, content=b'{"name": '))
    assert replies == dict.fromkeys(replies, MALFORMED)


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"7", b"null", b""])
def test_what_is_no_object_is_refused_at_every_door(body: bytes, send: Send) -> None:
    doors = [route for route in TYPED if route.needs_body]
    replies = _answers(doors, lambda route: send(route, content=body))
    assert replies == dict.fromkeys(replies, INVALID)


def test_an_unknown_field_is_refused_at_every_door_and_named(send: Send, quiet_school: MarkedSchool) -> None:
    usual = {route: usual_body(quiet_school, route, quiet_school.ids) or {} for route in TYPED}
    replies = at_once(lambda route: send(route, json=usual[route] | {"surprise": 1}), TYPED)
    answers = {route.name: answer(reply) for route, reply in replies.items()}
    assert answers == dict.fromkeys(answers, INVALID)
    named = {
        route.name: [error["pointer"] for error in reply.json()["errors"]] for route, reply in replies.items()
    }
    assert named == {name: ["/body/surprise"] for name in named}


@pytest.mark.parametrize("route", TYPED, ids=lambda route: route.name)
def test_a_field_of_another_type_is_refused_and_named(
    route: Route, send: Send, quiet_school: MarkedSchool
) -> None:
    body = usual_body(quiet_school, route, quiet_school.ids) or {}
    for name in body:
        reply = send(route, json=body | {name: {"not": ["this"]}})
        pointers = [error["pointer"] for error in reply.json()["errors"]]
        assert (answer(reply), pointers[0][: len(f"/body/{name}")]) == (INVALID, f"/body/{name}")


def test_a_body_of_more_than_128_kib_is_refused_at_every_door(send: Send) -> None:
    doors = [route for route in ALL_ROUTES if route.method in ("POST", "PUT")]
    replies = _answers(doors, lambda route: send(route, content=OVERSIZED))
    assert replies == dict.fromkeys(replies, (413, "TooLarge"))


def test_what_is_no_id_is_refused_at_every_door(send: Send, quiet_school: MarkedSchool) -> None:
    nonsense = dict.fromkeys(quiet_school.ids, "nonsense")
    bodies = {route: usual_body(quiet_school, route, quiet_school.ids) for route in NAMED}
    replies = _answers(NAMED, lambda route: send(route, ids=nonsense, json=bodies[route]))
    assert replies == dict.fromkeys(replies, INVALID)


@pytest.mark.parametrize("cursor", ["nonsense", "%%%", "W10", "WyIiXQ", "WzFd", "e30"])
def test_a_cursor_that_no_list_gave_is_refused_by_every_list(cursor: str, send: Send) -> None:
    replies = _answers(LISTS, lambda route: send(route, query={"cursor": cursor}))
    assert replies == dict.fromkeys(replies, (400, "BadCursor"))


@pytest.mark.parametrize("limit", ["0", "51", "-1", "many", "1.5", ""])
def test_a_limit_out_of_reach_is_refused_by_every_list(limit: str, send: Send) -> None:
    replies = _answers(LISTS, lambda route: send(route, query={"limit": limit}))
    assert replies == dict.fromkeys(replies, INVALID)


def _answers(doors: Iterable[Route], ask: Callable[[Route], httpx.Response]) -> dict[str, tuple[int, str]]:
    return {route.name: answer(reply) for route, reply in at_once(ask, doors).items()}
