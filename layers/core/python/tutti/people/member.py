"""Members: who signs in to a studio, in which roles, and who may say so."""

from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from tutti.kit.entity import Email, Entity, Line, Value, Version
from tutti.kit.errors import Conflict, NotAllowed
from tutti.kit.ids import LocationId, PersonId
from tutti.kit.role import ADMINISTRATION, STAFF, Role


class OwnersOnly(NotAllowed):
    """Only owners decide who is an owner or an admin."""


class AlreadyMember(Conflict):
    """This person is a member of the studio already; change the roles of that membership instead."""


class LastOwner(Conflict):
    """A studio keeps at least one active owner; make somebody else an owner first."""


def _widest_first(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    return tuple(sorted(set(roles), key=list(Role).index))


Roles = Annotated[tuple[Role, ...], Field(min_length=1, max_length=6), AfterValidator(_widest_first)]
Locations = Annotated[tuple[LocationId, ...], Field(max_length=20)]


class Position(Value):
    """The roles of a person in a studio; campus managers are so at named locations (TEN-7)."""

    roles: Roles
    location_ids: Locations = ()

    @model_validator(mode="after")
    def _places_managers(self) -> "Position":
        if Role.MANAGER in self.roles and not self.location_ids:
            raise ValueError("a campus manager is so at one location or more")
        return self


class MemberProfile(Entity, Position):
    """A member as others of the studio see one; the id is the person's."""

    id: PersonId
    email: Email
    given_name: Line = ""
    family_name: Line = ""
    is_active: bool = True

    @property
    def is_staff(self) -> bool:
        """True for who works here, whatever else they are."""
        return not set(STAFF).isdisjoint(self.roles)

    @property
    def is_acting_owner(self) -> bool:
        """True for an owner who can sign in."""
        return self.is_active and Role.OWNER in self.roles


class Member(MemberProfile):
    """A person's membership with the identity that signs in."""

    sub: str

    def shown(self) -> MemberProfile:
        """What replies tell."""
        return MemberProfile.model_validate(self.model_dump(exclude={"sub"}))


class MemberUpdate(Position):
    """The membership as it shall be."""

    is_active: bool = True
    version: Version


def refuse_beyond(by: Role, *positions: Position) -> None:
    """Refuse with `OwnersOnly` when anybody but an owner touches the position of an owner or admin."""
    if by is not Role.OWNER and any(not set(ADMINISTRATION).isdisjoint(one.roles) for one in positions):
        raise OwnersOnly()
