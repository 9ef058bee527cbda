"""What the user pool gives for a proof."""

import base64
import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Tokens:
    """What a sign-in gives; the refresh token is None when the one that was used stays good."""

    access: str = field(repr=False)
    expires_in: int
    refresh: str | None = field(repr=False)

    @property
    def claims(self) -> dict[str, Any]:
        """What the access token says; it comes from the pool itself, so its signature is not asked again."""
        payload = self.access.split(".")[1]
        claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return claims


@dataclass(frozen=True)
class Pending:
    """A sign-in that waits for the authenticator's code."""

    session: str = field(repr=False)

    @property
    def refresh(self) -> None:
        """Nothing to keep yet."""
