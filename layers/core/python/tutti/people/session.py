"""How a browser holds its session: the refresh token in a cookie, the access token in the page's memory.

The cookie is SameSite=Strict and lies under the path of these doors only. Browsers also say where a request
comes from (Fetch Metadata): what does not come from our own page is refused, a subdomain's page included.
"""

from typing import Annotated

from fastapi import Cookie, Depends, Header, Response

from tutti.kit.errors import NotAllowed, NotSignedIn
from tutti.people.cookie import CLEARED, KEPT, NAME, PATH

OWN = frozenset({"same-origin", "none"})
BEARER = "bearer "


class ForeignPage(NotAllowed):
    """Only Tutti's own page may use this session."""


async def _refresh_token(
    tutti_refresh: Annotated[str | None, Cookie(max_length=8192)] = None,
    sec_fetch_site: Annotated[str, Header(include_in_schema=False)] = "none",
) -> str | None:
    if sec_fetch_site not in OWN:
        raise ForeignPage()
    return tutti_refresh or None


async def _access_token(authorization: Annotated[str, Header(include_in_schema=False)] = "") -> str:
    if not authorization.lower().startswith(BEARER):
        raise NotSignedIn()
    return authorization[len(BEARER) :].strip()


RefreshToken = Annotated[str | None, Depends(_refresh_token)]
AccessToken = Annotated[str, Depends(_access_token)]


def keep(response: Response, refresh_token: str | None) -> None:
    """Give the browser the refresh token to keep; None leaves it the one that it has."""
    if refresh_token:
        response.set_cookie(
            NAME,
            refresh_token,
            max_age=int(KEPT.total_seconds()),
            path=PATH,
            secure=True,
            httponly=True,
            samesite="strict",
        )


def clear(response: Response) -> None:
    """Take the refresh token from the browser."""
    response.headers.append("set-cookie", CLEARED)
