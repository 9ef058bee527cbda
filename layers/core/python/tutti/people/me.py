"""What the signed-in see of themselves, and in which studio they act."""

from tutti.kit.clock import ZoneName
from tutti.kit.directory import Slug
from tutti.kit.entity import Name, Value
from tutti.kit.ids import LocationId, PersonId, StudioId
from tutti.kit.money import Currency
from tutti.kit.role import Role
from tutti.kit.who import Caller, Identity
from tutti.people.directory_store import DirectoryStore
from tutti.people.identity import Belonging, Choice, NotAMember, Standing


class StudioCard(Value):
    """As much of a studio as a person is shown before it."""

    id: StudioId
    slug: Slug
    name: Name
    time_zone: ZoneName
    currency: Currency


class Membership(Value):
    """One studio of the caller, and what the caller is there."""

    studio: StudioCard
    person_id: PersonId
    roles: tuple[Role, ...]
    location_ids: tuple[LocationId, ...]
    totp_required: bool


class Me(Value):
    """The caller; person, role and studio are those of the token, absent when it names none."""

    email: str | None = None
    has_totp: bool
    person_id: PersonId | None = None
    role: Role | None = None
    studio: StudioCard | None = None
    memberships: list[Membership]


class StudioChoice(Value):
    """The studio to act in from the next token on, in this role or else in the widest one."""

    studio_id: StudioId
    role: Role | None = None


def get_me(caller: Identity, standing: Standing) -> Me:
    """The caller, and the studio of the token while its membership lasts."""
    listed = {one.studio_id: _membership(one) for one in standing.belongings}
    here = listed.get(caller.studio_id) if isinstance(caller, Caller) else None
    return Me(
        email=caller.email or None,
        has_totp=standing.has_totp,
        person_id=here.person_id if here else None,
        role=caller.role if here and isinstance(caller, Caller) else None,
        studio=here.studio if here else None,
        memberships=list(listed.values()),
    )


def switch_studio(directory: DirectoryStore, choice: StudioChoice) -> None:
    """Choose the studio and role of the next token; refuses with `NotAMember` or `RoleNotHeld`."""
    belonging = directory.find(choice.studio_id)
    if belonging is None:
        raise NotAMember()
    directory.choose(Choice(studio_id=belonging.studio_id, role=belonging.role_for(choice.role)))


def _membership(of: Belonging) -> Membership:
    return Membership(
        studio=StudioCard(
            id=of.studio_id, slug=of.slug, name=of.name, time_zone=of.time_zone, currency=of.currency
        ),
        person_id=of.person_id,
        roles=of.roles,
        location_ids=of.location_ids,
        totp_required=of.totp_required,
    )
