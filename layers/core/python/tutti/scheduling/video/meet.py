"""Rooms at Google Meet, by a service account for a user (developers.google.com/workspace/meet/api)."""

import json
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, SecretStr

from tutti.scheduling.lesson import Lesson
from tutti.scheduling.video.http import Bearer, ProviderFailed, Web, opened
from tutti.scheduling.video.video import Opened

SCOPE = "https://www.googleapis.com/auth/meetings.space.created"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
LIFE = 3600
EMPTY_OR_GONE = (400, 404)


class MeetAccount(BaseModel, frozen=True):
    """The service account's key file, and the user for whom it may act by domain-wide delegation."""

    client_email: str
    private_key: SecretStr
    host: str


@dataclass(frozen=True)
class MeetRooms:
    """Spaces of one user. A space has no time and cannot be removed; whoever is in it can be sent away."""

    account: MeetAccount
    web: Web
    api: str = "https://meet.googleapis.com/v2"
    sign_in: str = "https://oauth2.googleapis.com/token"

    def open(self, lesson: Lesson, topic: str) -> Opened:  # noqa: ARG002 - a space has neither time nor name
        """A new space, into which whoever knows the link may come. Raises `ProviderFailed`."""
        wanted = {"config": {"accessType": "OPEN", "entryPointAccess": "ALL"}}
        made = self._api.call("POST", f"{self.api}/spaces", wanted)
        return opened(made, url="meetingUri", room="name")

    def close(self, room: str) -> None:
        """Send away whoever is there; one where nobody is stays as it is. Raises `ProviderFailed`."""
        try:
            self._api.call("POST", f"{self.api}/{room}:endActiveConference", {})
        except ProviderFailed as failed:
            if failed.status not in EMPTY_OR_GONE:
                raise

    @property
    def _api(self) -> Bearer:
        return Bearer(self.web, f"meet:{self.account.client_email}:{self.account.host}", self._token)

    def _token(self) -> dict[str, Any]:
        return self.web.form(self.sign_in, {"grant_type": GRANT, "assertion": self._assertion()}, {})

    def _assertion(self) -> str:
        """A JSON Web Token (RFC 7523) signed by the account's key."""
        now = int(time.time())
        claims = {
            "iss": self.account.client_email,
            "sub": self.account.host,
            "scope": SCOPE,
            "aud": self.sign_in,
            "iat": now,
            "exp": now + LIFE,
        }
        head = ".".join(_part(json.dumps(one).encode()) for one in ({"alg": "RS256", "typ": "JWT"}, claims))
        return f"{head}.{_part(self._signed(head.encode()))}"

    def _signed(self, content: bytes) -> bytes:
        from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
        from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        try:
            key = load_pem_private_key(self.account.private_key.get_secret_value().encode(), None)
        except (ValueError, TypeError):
            raise ProviderFailed() from None
        if not isinstance(key, RSAPrivateKey):
            raise ProviderFailed()
        return key.sign(content, PKCS1v15(), SHA256())


def _part(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
