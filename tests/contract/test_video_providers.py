"""Zoom, Teams and Meet, as they answer and as they fail: what all clients do alike."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.video_cases import CASES, LESSON, LINKS, NO_ROOM, TOKEN, Case
from tests.support.video_provider import Answer, Provider, a_provider
from tutti.scheduling.video.http import ProviderFailed, Web, forget_tokens


@pytest.fixture(autouse=True)
def no_token() -> None:
    forget_tokens()


@pytest.fixture
def server() -> Iterator[Provider]:
    with a_provider() as provider:
        yield provider


@pytest.fixture(params=CASES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def case(name: str, server: Provider) -> Case:
    """The case, its server answering as documented."""
    found = CASES[name]
    server.answers(found.token, TOKEN)
    server.answers(found.opening, Answer(found.room, 201))
    server.answers(found.closing, Answer(None, 204))
    return found


def _open(case: Case, server: Provider, patience: float = 5.0) -> Any:
    return case.make(server, Web(patience)).open(LESSON, "Forte")


def test_opens_a_room_under_a_token(case: Case, name: str, server: Provider) -> None:
    opened = _open(case, server)
    assert opened.url == case.room[LINKS[name]]
    assert server.lines == [case.token, case.opening]
    assert server.asked[1].headers["authorization"] == "Bearer opens"
    assert server.asked[1].headers["content-type"] == "application/json"


def test_closes_the_room_that_it_opened(case: Case, server: Provider) -> None:
    rooms = case.make(server, Web())
    rooms.close(rooms.open(LESSON, "Forte").room)
    assert server.lines[-1] == case.closing


def test_what_is_closed_already_is_closed(case: Case, server: Provider) -> None:
    server.answers(case.closing, Answer({"code": 3001}, 404))
    rooms = case.make(server, Web())
    rooms.close(rooms.open(LESSON, "Forte").room)


def test_keeps_its_token(case: Case, server: Provider) -> None:
    for _ in range(3):
        _open(case, server)
    assert server.lines.count(case.token) == 1


def test_asks_for_another_token_when_the_first_runs_out(case: Case, server: Provider) -> None:
    soon = Answer({"access_token": "short", "expires_in": 30})
    server.answers(case.token, soon, TOKEN)
    _open(case, server)
    _open(case, server)
    assert server.lines.count(case.token) == 2
    assert server.asked[-1].headers["authorization"] == "Bearer opens"


def test_asks_for_another_token_when_the_first_is_refused(case: Case, server: Provider) -> None:
    _open(case, server)
    server.answers(case.opening, Answer({"code": 124}, 401), Answer(case.room, 201))
    _open(case, server)
    assert server.lines[2:] == [case.opening, case.token, case.opening]


def test_gives_up_when_the_second_token_is_refused_as_well(case: Case, server: Provider) -> None:
    server.answers(case.opening, Answer({}, 401))
    with pytest.raises(ProviderFailed) as failed:
        _open(case, server)
    assert (failed.value.status, server.lines.count(case.opening)) == (401, 2)


def test_gives_up_when_its_credentials_are_refused(case: Case, server: Provider) -> None:
    server.answers(case.token, Answer({"error": "invalid_client"}, 400))
    with pytest.raises(ProviderFailed):
        _open(case, server)
    assert server.lines == [case.token]


def test_waits_a_moment_when_told_so(case: Case, server: Provider) -> None:
    server.answers(case.opening, Answer({}, 429, {"retry-after": "1"}), Answer(case.room, 201))
    started = time.monotonic()
    assert _open(case, server).room
    assert time.monotonic() - started >= 1


@pytest.mark.parametrize("pause", ["120", "Wed, 21 Oct 2026 07:28:00 GMT", None])
def test_does_not_wait_for_long(case: Case, server: Provider, pause: str | None) -> None:
    server.answers(case.opening, Answer({}, 429, {"retry-after": pause} if pause else {}))
    with pytest.raises(ProviderFailed) as failed:
        _open(case, server)
    assert (failed.value.status, server.lines.count(case.opening)) == (429, 1)


@pytest.mark.parametrize("status", [302, 403, 500, 503])
def test_asks_once_and_gives_up_at_other_refusals(case: Case, server: Provider, status: int) -> None:
    server.answers(case.opening, Answer({}, status, {"location": f"{server.url}/elsewhere"}))
    with pytest.raises(ProviderFailed) as failed:
        _open(case, server)
    assert (failed.value.status, server.lines) == (status, [case.token, case.opening])


@pytest.mark.parametrize("body", [b"<html>", b"[]", {}, NO_ROOM])
def test_an_answer_that_is_none_opens_no_room(case: Case, server: Provider, body: Any) -> None:
    server.answers(case.opening, Answer(body, 201))
    with pytest.raises(ProviderFailed):
        _open(case, server)


def test_does_not_wait_for_who_does_not_answer(case: Case, server: Provider) -> None:
    server.answers(case.opening, Answer(case.room, 201, after=2))
    started = time.monotonic()
    with pytest.raises(ProviderFailed) as failed:
        _open(case, server, patience=0.5)
    assert failed.value.status == 0
    assert time.monotonic() - started < 1.5


def test_gives_up_when_nobody_is_there(case: Case, server: Provider) -> None:
    rooms = case.make(Provider("http://127.0.0.1:9"), Web())
    with pytest.raises(ProviderFailed):
        rooms.open(LESSON, "Forte")


def test_says_nothing_of_what_the_provider_said(case: Case, server: Provider) -> None:
    server.answers(case.opening, Answer({"message": "music@school.test does not exist"}, 400))
    with pytest.raises(ProviderFailed) as failed:
        _open(case, server)
    assert str(failed.value) == "status 400"
