"""Zoom, Teams and Meet as they are documented: what each is asked, what it answers, and what may go wrong."""

import base64
import json
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pydantic import SecretStr

from tests.support.feeds import FIRST, a_lesson
from tests.support.video_provider import Answer, Asked, Provider, a_provider
from tutti.scheduling.meet import MeetAccount, MeetRooms
from tutti.scheduling.teams import TeamsAccount, TeamsRooms
from tutti.scheduling.video_gateway import VideoRooms
from tutti.scheduling.video_http import ProviderFailed, Web, forget_tokens
from tutti.scheduling.zoom import ZoomAccount, ZoomRooms

LESSON = a_lesson(FIRST)
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PEM = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
SECRET = SecretStr("shh")
NO_ROOM = {"id": 1, "name": 1, "join_url": 1, "joinWebUrl": 1, "meetingUri": 1}
HOST = "11111111-2222-3333-4444-555555555555"
TOKEN = Answer({"access_token": "opens", "token_type": "bearer", "expires_in": 3599})


def _zoom(server: Provider, web: Web) -> VideoRooms:
    account = ZoomAccount(account_id="acc", client_id="app", client_secret=SECRET, host="music@school.test")
    return ZoomRooms(account, web, api=f"{server.url}/v2", sign_in=server.url)


def _teams(server: Provider, web: Web) -> VideoRooms:
    account = TeamsAccount(directory_id="dir", client_id="app", client_secret=SECRET, host=HOST)
    return TeamsRooms(account, web, api=f"{server.url}/v1.0", sign_in=server.url)


def _meet(server: Provider, web: Web) -> VideoRooms:
    account = MeetAccount(client_email="bot@x.iam.test", private_key=SecretStr(PEM), host="music@school.test")
    return MeetRooms(account, web, api=f"{server.url}/v2", sign_in=f"{server.url}/token")


class Case:
    """A provider: how its rooms are made, and its documented requests and answers."""

    def __init__(
        self, make: Callable[[Provider, Web], VideoRooms], token: str, opening: str, closing: str, room: Any
    ) -> None:
        self.make, self.token, self.opening, self.closing = make, token, opening, closing
        self.room: dict[str, Any] = room


CASES = {
    "zoom": Case(
        _zoom,
        "POST /oauth/token",
        f"POST /v2/users/{quote('music@school.test', safe='')}/meetings",
        "DELETE /v2/meetings/85746065",
        {
            "id": 85746065,
            "join_url": "https://zoom.test/j/85746065?pwd=x",
            "start_url": "https://zoom.test/s",
        },
    ),
    "teams": Case(
        _teams,
        "POST /dir/oauth2/v2.0/token",
        f"POST /v1.0/users/{HOST}/onlineMeetings",
        f"DELETE /v1.0/users/{HOST}/onlineMeetings/MSpkYzE%3D",
        {"id": "MSpkYzE=", "joinWebUrl": "https://teams.test/l/meetup-join/19%3a", "subject": "Forte"},
    ),
    "meet": Case(
        _meet,
        "POST /token",
        "POST /v2/spaces",
        "POST /v2/spaces/jQCFfuBOdN5z:endActiveConference",
        {"name": "spaces/jQCFfuBOdN5z", "meetingUri": "https://meet.test/abc-mnop-xyz"},
    ),
}
LINKS = {"zoom": "join_url", "teams": "joinWebUrl", "meet": "meetingUri"}


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


def _asked(server: Provider, name: str) -> tuple[Asked, Asked]:
    case = CASES[name]
    server.answers(case.token, TOKEN)
    server.answers(case.opening, Answer(case.room, 201))
    _open(case, server)
    token, opening = server.asked
    return token, opening


def test_zoom_is_asked_as_documented(server: Provider) -> None:
    token, opening = _asked(server, "zoom")
    assert token.headers["authorization"] == f"Basic {base64.b64encode(b'app:shh').decode()}"
    assert token.body == {"grant_type": "account_credentials", "account_id": "acc"}
    assert opening.body == {
        "topic": "Forte",
        "type": 2,
        "start_time": "2026-09-07T14:00:00Z",
        "duration": 30,
        "timezone": "Europe/Vienna",
        "settings": {"join_before_host": True, "jbh_time": 15, "waiting_room": False},
    }


def test_teams_is_asked_as_documented(server: Provider) -> None:
    token, opening = _asked(server, "teams")
    assert token.body == {
        "grant_type": "client_credentials",
        "client_id": "app",
        "client_secret": "shh",
        "scope": "https://graph.microsoft.com/.default",
    }
    assert opening.body == {
        "startDateTime": "2026-09-07T14:00:00Z",
        "endDateTime": "2026-09-07T14:30:00Z",
        "subject": "Forte",
    }


def test_meet_is_asked_as_documented(server: Provider) -> None:
    token, opening = _asked(server, "meet")
    assert token.body["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
    head, claims, signature = (_part(part) for part in token.body["assertion"].split("."))
    signed = token.body["assertion"].rpartition(".")[0].encode()
    KEY.public_key().verify(signature, signed, padding.PKCS1v15(), SHA256())
    assert json.loads(head) == {"alg": "RS256", "typ": "JWT"}
    said = json.loads(claims)
    assert said.pop("exp") - said.pop("iat") == timedelta(hours=1).total_seconds()
    assert said == {
        "iss": "bot@x.iam.test",
        "sub": "music@school.test",
        "scope": "https://www.googleapis.com/auth/meetings.space.created",
        "aud": f"{server.url}/token",
    }
    assert opening.body == {"config": {"accessType": "OPEN", "entryPointAccess": "ALL"}}


def _part(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.mark.parametrize("key", ["no key", ""])
def test_meet_does_without_a_key_that_is_none(server: Provider, key: str) -> None:
    account = MeetAccount(client_email="bot@x.iam.test", private_key=SecretStr(key), host="music@school.test")
    rooms = MeetRooms(account, Web(), api=f"{server.url}/v2", sign_in=f"{server.url}/token")
    with pytest.raises(ProviderFailed):
        rooms.open(LESSON, "Forte")
    assert server.asked == []


def test_nobody_reads_a_secret_off_an_account() -> None:
    account = ZoomAccount(account_id="acc", client_id="app", client_secret=SecretStr("hush"), host="x@x.test")
    assert "hush" not in f"{account!r}{account}"
