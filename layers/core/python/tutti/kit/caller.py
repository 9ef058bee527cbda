"""Who may call: the types by which endpoints say whom they let in."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Request

from tutti.kit.errors import NotAllowed, NotSignedIn
from tutti.kit.role import ADMINISTRATION, OFFICE, STAFF
from tutti.kit.role import Role as Role  # noqa: PLC0414 - callers come with their roles
from tutti.kit.who import Caller as Caller  # noqa: PLC0414 - and are what endpoints hand on
from tutti.kit.who import Identity as Identity  # noqa: PLC0414
from tutti.kit.who import caller_of, claims_in


def _claims(request: Request) -> Mapping[str, Any]:
    claims = claims_in(request.scope.get("aws.event", {}))
    if claims is None:
        raise NotSignedIn()
    return claims


class Admission:
    """Lets in callers whose role is one of these."""

    def __init__(self, *roles: Role) -> None:
        self.roles = roles

    async def __call__(self, request: Request) -> Caller:
        caller = caller_of(_claims(request))
        if caller.role not in self.roles:
            raise NotAllowed(f"This is for {', '.join(self.roles)}; you are here as {caller.role}.")
        return caller


class AnyIdentity:
    """Lets in everybody who is signed in: a `Caller` where the token names a studio, else an `Identity`."""

    roles: tuple[Role, ...] = ()

    async def __call__(self, request: Request) -> Identity:
        claims = _claims(request)
        if claims.get("studio_id"):
            return caller_of(claims)
        return Identity(claims["sub"], claims.get("username", ""), email=claims.get("email", ""))


SignedIn = Annotated[Identity, Depends(AnyIdentity())]
Member = Annotated[Caller, Depends(Admission(*Role))]
Owner = Annotated[Caller, Depends(Admission(Role.OWNER))]
Admin = Annotated[Caller, Depends(Admission(*ADMINISTRATION))]
Office = Annotated[Caller, Depends(Admission(*OFFICE))]
Staff = Annotated[Caller, Depends(Admission(*STAFF))]
OfficeOrGuardian = Annotated[Caller, Depends(Admission(*OFFICE, Role.GUARDIAN))]
