"""An identity and the studios that it belongs to: what the directory keeps, and what a token says of it."""

from typing import Annotated

from pydantic import Field

from tutti.kit.clock import ZoneName
from tutti.kit.entity import Name, Value
from tutti.kit.errors import Invalid, NotFound
from tutti.kit.ids import LocationId, PersonId, Slug, StudioId
from tutti.kit.money import Currency
from tutti.kit.role import STAFF, Role

TOTP_DUE = "totp_due"


class NotAMember(NotFound):
    """You are not a member of this studio."""


class RoleNotHeld(Invalid):
    """You do not have this role in that studio."""


class Belonging(Value):
    """One identity's membership of one studio, with as much of the studio as a person is shown before it."""

    studio_id: StudioId
    slug: Slug
    name: Name
    time_zone: ZoneName
    currency: Currency
    person_id: PersonId
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    location_ids: tuple[LocationId, ...] = ()
    totp_required: bool = False

    def role_for(self, wanted: Role | None) -> Role:
        """The wanted role, or the widest one held; refuses a role that is not held with `RoleNotHeld`."""
        if wanted is None:
            return min(self.roles, key=list(Role).index)
        if wanted not in self.roles:
            raise RoleNotHeld()
        return wanted


class Choice(Value):
    """The studio, and the role in it, that an identity last chose."""

    studio_id: StudioId
    role: Role


class Standing(Value):
    """Everything that the directory knows of one identity."""

    belongings: tuple[Belonging, ...] = ()
    choice: Choice | None = None
    has_totp: bool = False

    def belonging(self, studio_id: str | None) -> Belonging | None:
        """The membership of this studio, or None."""
        return next((one for one in self.belongings if one.studio_id == studio_id), None)

    def active(self) -> tuple[Belonging, Role] | None:
        """The chosen studio and role while held; else the oldest studio's widest role; None without any."""
        chosen = self.belonging(self.choice.studio_id) if self.choice else None
        if self.choice and chosen:
            is_held = self.choice.role in chosen.roles
            return chosen, chosen.role_for(self.choice.role if is_held else None)
        first = min(self.belongings, key=lambda one: one.studio_id, default=None)
        return (first, first.role_for(None)) if first else None

    def claims(self) -> dict[str, str]:
        """What the access token says: studio, person, role; or that staff must set up TOTP first (IAM-3)."""
        active = self.active()
        if active is None:
            return {}
        here, role = active
        if here.totp_required and role in STAFF and not self.has_totp:
            return {TOTP_DUE: "true"}
        claims = {"studio_id": here.studio_id, "person_id": here.person_id, "role": role.value}
        return claims | ({"locations": " ".join(here.location_ids)} if here.location_ids else {})
