"""A studio, its locations and its rooms."""

from typing import Annotated

from pydantic import Field

from tutti.kit.clock import ZoneName
from tutti.kit.entity import Email, Entity, Line, Name, Phone, Value, Version
from tutti.kit.ids import LocationId, RoomId, Slug, StudioId
from tutti.kit.money import Currency

Colour = Annotated[str, Field(pattern="^#[0-9a-f]{6}$")]


class Brand(Value):
    """How the studio's page looks."""

    colour: Colour = "#3b5bdb"
    tagline: Line = ""


class Policy(Value):
    """What this studio has decided for itself instead of us."""

    minimum_age: Annotated[int, Field(ge=0, le=21)] = 5
    age_of_majority: Annotated[int, Field(ge=14, le=21)] = 18
    lead_time_hours: Annotated[int, Field(ge=0, le=24 * 14)] = 24
    horizon_days: Annotated[int, Field(ge=1, le=180)] = 28
    totp_for_staff: bool = False
    terms_version: Line = "1"


class StudioProfile(Value):
    """What an owner says of the studio."""

    name: Name
    email: Email
    phone: Phone | None = None
    website: Annotated[str, Field(pattern="^https://", max_length=200)] | None = None
    time_zone: ZoneName
    currency: Currency
    brand: Brand = Brand.model_construct()
    policy: Policy = Policy.model_construct()


class Studio(Entity, StudioProfile):
    """A school: the tenant of everything else."""

    id: StudioId
    slug: Slug

    def public(self) -> "PublicStudio":
        """What everybody may know of it."""
        told = {
            name: getattr(self, name) for name in PublicStudio.model_fields if name in Studio.model_fields
        }
        return PublicStudio(
            **told, minimum_age=self.policy.minimum_age, terms_version=self.policy.terms_version
        )


class StudioUpdate(StudioProfile):
    """The profile as it shall be; the currency stays what it was."""

    slug: Slug
    version: Version


class PersonName(Value):
    """How somebody is called."""

    given_name: Name
    family_name: Name


class StudioDraft(StudioProfile):
    """A studio to be opened, by its owner."""

    slug: Slug
    owner: PersonName


class PublicStudio(Value):
    """What a studio tells everybody."""

    slug: Slug
    name: Name
    time_zone: ZoneName
    currency: Currency
    website: str | None = None
    phone: str | None = None
    email: str
    brand: Brand
    minimum_age: int
    terms_version: str


class Address(Value):
    """Where a location stands."""

    street: Line = ""
    postal_code: Annotated[str, Field(max_length=20)] = ""
    city: Line = ""
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = None


class LocationDraft(Value):
    """A location to be added."""

    name: Name
    address: Address = Address.model_construct()
    phone: Phone | None = None


class Location(Entity, LocationDraft):
    """A campus of the studio."""

    id: LocationId


class LocationUpdate(LocationDraft):
    """The location as it shall be."""

    version: Version


class RoomDraft(Value):
    """A room to be added to a location."""

    name: Name
    location_id: LocationId
    capacity: Annotated[int, Field(ge=1, le=500)] = 2


class Room(Entity, RoomDraft):
    """A room where lessons are held, for so many people."""

    id: RoomId


class RoomUpdate(Value):
    """The room as it shall be; it stays where it is."""

    name: Name
    capacity: Annotated[int, Field(ge=1, le=500)]
    version: Version
