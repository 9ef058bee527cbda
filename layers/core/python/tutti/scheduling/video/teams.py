"""Rooms at Microsoft Teams, by an app of its own in Graph.

learn.microsoft.com/graph/api/application-post-onlinemeetings
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel, SecretStr

from tutti.kit.clock import rfc3339
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.video.http import Bearer, ProviderFailed, Web, opened
from tutti.scheduling.video.video import Opened

SCOPE = "https://graph.microsoft.com/.default"
GONE = 404


class TeamsAccount(BaseModel, frozen=True):
    """The app's credentials in a directory, and the object id of the user in whose name rooms are opened.

    The app needs OnlineMeetings.ReadWrite.All, and an application access policy for this user.
    """

    directory_id: str
    client_id: str
    client_secret: SecretStr
    host: str


@dataclass(frozen=True)
class TeamsRooms:
    """Online meetings of one organizer."""

    account: TeamsAccount
    web: Web
    api: str = "https://graph.microsoft.com/v1.0"
    sign_in: str = "https://login.microsoftonline.com"

    def open(self, lesson: Lesson, topic: str) -> Opened:
        """A meeting for this lesson. Raises `ProviderFailed`."""
        wanted = {
            "startDateTime": rfc3339(lesson.starts_at),
            "endDateTime": rfc3339(lesson.ends_at),
            "subject": topic,
        }
        made = self._api.call("POST", self._meetings, wanted)
        return opened(made, url="joinWebUrl", room="id")

    def close(self, room: str) -> None:
        """Take the meeting away; one that is gone is gone. Raises `ProviderFailed`."""
        try:
            self._api.call("DELETE", f"{self._meetings}/{quote(room, safe='')}")
        except ProviderFailed as failed:
            if failed.status != GONE:
                raise

    @property
    def _meetings(self) -> str:
        return f"{self.api}/users/{quote(self.account.host, safe='')}/onlineMeetings"

    @property
    def _api(self) -> Bearer:
        return Bearer(self.web, f"teams:{self.account.directory_id}:{self.account.client_id}", self._token)

    def _token(self) -> dict[str, Any]:
        account = self.account
        fields = {
            "grant_type": "client_credentials",
            "client_id": account.client_id,
            "client_secret": account.client_secret.get_secret_value(),
            "scope": SCOPE,
        }
        return self.web.form(
            f"{self.sign_in}/{quote(account.directory_id, safe='')}/oauth2/v2.0/token", fields, {}
        )
