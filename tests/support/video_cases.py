"""Zoom, Teams and Meet for tests: their accounts, and the requests and answers that they document."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pydantic import SecretStr

from tests.support.feeds import FIRST, a_lesson
from tests.support.video_provider import Answer, Provider
from tutti.scheduling.video.gateway import VideoRooms
from tutti.scheduling.video.http import Web
from tutti.scheduling.video.meet import MeetAccount, MeetRooms
from tutti.scheduling.video.teams import TeamsAccount, TeamsRooms
from tutti.scheduling.video.zoom import ZoomAccount, ZoomRooms

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
