"""What Zoom, Teams and Meet are asked, as they document it."""

import base64
import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.hashes import SHA256
from pydantic import SecretStr

from tests.support.video_cases import CASES, KEY, LESSON, TOKEN
from tests.support.video_provider import Answer, Asked, Provider, a_provider
from tutti.scheduling.video.http import ProviderFailed, Web, forget_tokens
from tutti.scheduling.video.meet import MeetAccount, MeetRooms
from tutti.scheduling.video.zoom import ZoomAccount


@pytest.fixture
def server() -> Iterator[Provider]:
    forget_tokens()
    with a_provider() as provider:
        yield provider


def _asked(server: Provider, name: str) -> tuple[Asked, Asked]:
    case = CASES[name]
    server.answers(case.token, TOKEN)
    server.answers(case.opening, Answer(case.room, 201))
    case.make(server, Web()).open(LESSON, "Forte")
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
