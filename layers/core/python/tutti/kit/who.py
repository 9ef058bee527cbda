"""Who calls, as the verified token says. Nothing of the web, so that workers may speak of callers as well."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tutti.kit.errors import NotAllowed, NotSignedIn
from tutti.kit.role import Role
from tutti.kit.tenant import Tenant


class ChooseStudio(NotAllowed):
    """Your sign-in names no active studio; choose one of your memberships first."""


@dataclass(frozen=True)
class Identity:
    """A signed-in person, whatever the studio; `email` is the verified address, empty when there is none."""

    sub: str
    username: str
    email: str = field(default="", kw_only=True, repr=False)


@dataclass(frozen=True)
class Caller(Identity):
    """A signed-in person in the role and studio that the token names."""

    studio_id: str
    person_id: str
    role: Role
    location_ids: tuple[str, ...] = ()

    @property
    def tenant(self) -> Tenant:
        """The caller's studio, with the caller as the one who acts."""
        return Tenant(self.studio_id, self.person_id)

    @property
    def is_scoped(self) -> bool:
        """True for campus managers, who see their own locations only."""
        return self.role is Role.MANAGER

    def may_see_location(self, location_id: str | None) -> bool:
        """Campus managers: their own locations; everybody else: all of the studio's."""
        return not self.is_scoped or location_id in self.location_ids


def claims_in(event: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The verified claims in an API Gateway event, None for nobody; refuses all but access tokens.

    The authorizer lets an ID token in as well: it checks who issued a token and for whom, not what it is for.
    """
    context = event.get("requestContext", {})
    claims: Mapping[str, Any] | None = context.get("authorizer", {}).get("jwt", {}).get("claims")
    if claims and claims.get("token_use") != "access":
        raise NotSignedIn()
    return claims or None


def caller_of(claims: Mapping[str, Any]) -> Caller:
    """The caller that these verified claims name; refuses a token without an active studio."""
    if not claims.get("studio_id"):
        raise ChooseStudio()
    return Caller(
        sub=claims["sub"],
        username=claims.get("username", ""),
        studio_id=claims["studio_id"],
        person_id=claims["person_id"],
        role=Role(claims["role"]),
        location_ids=tuple(str(claims.get("locations", "")).split()),
        email=claims.get("email", ""),
    )
