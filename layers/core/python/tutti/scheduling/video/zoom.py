"""Rooms at Zoom, by an app for Server-to-Server OAuth (developers.zoom.us/docs/internal-apps/s2s-oauth)."""

from base64 import b64encode
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel, SecretStr

from tutti.kit.clock import rfc3339
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.video.http import Bearer, ProviderFailed, Web, opened
from tutti.scheduling.video.video import Opened

SCHEDULED, EARLY = 2, 15
"""A meeting at a set time, into which people may come so many minutes early without its host."""
GONE = 404


class ZoomAccount(BaseModel, frozen=True):
    """The app's credentials, and the licensed user (id or address) in whose name rooms are opened."""

    account_id: str
    client_id: str
    client_secret: SecretStr
    host: str


@dataclass(frozen=True)
class ZoomRooms:
    """Scheduled meetings of one host, who need not be there."""

    account: ZoomAccount
    web: Web
    api: str = "https://api.zoom.us/v2"
    sign_in: str = "https://zoom.us"

    def open(self, lesson: Lesson, topic: str) -> Opened:
        """A meeting for this lesson. Raises `ProviderFailed`."""
        minutes = int((lesson.ends_at - lesson.starts_at).total_seconds() // 60)
        wanted = {
            "topic": topic,
            "type": SCHEDULED,
            "start_time": rfc3339(lesson.starts_at),
            "duration": minutes,
            "timezone": lesson.zone,
            "settings": {"join_before_host": True, "jbh_time": EARLY, "waiting_room": False},
        }
        made = self._api.call(
            "POST", f"{self.api}/users/{quote(self.account.host, safe='')}/meetings", wanted
        )
        # Zoom's ids are numbers.
        return opened(made | {"id": str(made.get("id", ""))}, url="join_url", room="id")

    def close(self, room: str) -> None:
        """End the meeting's life; one that is gone is gone. Raises `ProviderFailed`."""
        try:
            self._api.call("DELETE", f"{self.api}/meetings/{quote(room, safe='')}")
        except ProviderFailed as failed:
            if failed.status != GONE:
                raise

    @property
    def _api(self) -> Bearer:
        return Bearer(self.web, f"zoom:{self.account.account_id}:{self.account.client_id}", self._token)

    def _token(self) -> dict[str, Any]:
        account = self.account
        secret = f"{account.client_id}:{account.client_secret.get_secret_value()}"
        fields = {"grant_type": "account_credentials", "account_id": account.account_id}
        basic = {"authorization": f"Basic {b64encode(secret.encode()).decode()}"}
        return self.web.form(f"{self.sign_in}/oauth/token", fields, basic)
