"""A studio, its locations and its rooms."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from tutti.kit.clock import ZoneName
from tutti.kit.entity import Email, Entity, Line, Name, Phone, Value, Version
from tutti.kit.ids import LocationId, RoomId, Slug, StudioId
from tutti.kit.money import Currency
from tutti.studios.brand import Brand
from tutti.studios.letters import USUAL_LETTERS, Letters
from tutti.studios.note_names import NoteNames
from tutti.studios.plan import Plan


class ReminderKind(StrEnum):
    """How long before a lesson a reminder falls due."""

    DAY_BEFORE = "day_before"
    HOUR_BEFORE = "hour_before"

    @property
    def lead(self) -> timedelta:
        """The time between the reminder and the lesson's start."""
        return timedelta(days=1) if self is ReminderKind.DAY_BEFORE else timedelta(hours=1)

    def falls_at(self, starts_at: datetime) -> datetime:
        """When the reminder of a lesson that starts then is due."""
        return starts_at - self.lead


class VideoProvider(StrEnum):
    """Whose rooms online lessons take place in; Jitsi needs no account."""

    JITSI = "jitsi"
    ZOOM = "zoom"
    TEAMS = "teams"
    MEET = "meet"


WaitlistPurpose = Literal["regular", "demo", "makeup"]
"""What for somebody waits: the purpose of a lesson, as scheduling names it."""


class Policy(Value):
    """What this studio has decided for itself instead of us, the rules of booking among it (SCH-8, SCH-28).

    Every change is a new version of the studio; a refused booking names the field that refused it. The office
    hears of the no-show in a term that is a student's `no_show_alert`-th (SCH-31).
    """

    minimum_age: Annotated[int, Field(ge=0, le=21)] = 5
    age_of_majority: Annotated[int, Field(ge=14, le=21)] = 18
    lead_time_hours: Annotated[int, Field(ge=0, le=24 * 14)] = 24
    horizon_days: Annotated[int, Field(ge=1, le=180)] = 28
    max_lessons_a_week: Annotated[int, Field(ge=1, le=50)] = 7
    buffer_minutes: Annotated[int, Field(ge=0, le=120, multiple_of=15)] = 0
    lesson_minutes_min: Annotated[int, Field(ge=15, le=480, multiple_of=15)] = 15
    lesson_minutes_max: Annotated[int, Field(ge=15, le=480, multiple_of=15)] = 120
    needs_review: bool = False
    request_hours: Annotated[int, Field(ge=1, le=24 * 14)] = 48
    series_horizon_weeks: Annotated[int, Field(ge=1, le=52)] = 52
    reschedule_notice_hours: Annotated[int, Field(ge=0, le=24 * 14)] = 24
    offer_hours: Annotated[int, Field(ge=1, le=24 * 14)] = 48
    waitlist_first: Annotated[tuple[WaitlistPurpose, ...], Field(max_length=3)] = ()
    no_show_alert: Annotated[int, Field(ge=1, le=50)] = 2
    reminder_kinds: Annotated[tuple[ReminderKind, ...], Field(max_length=2)] = (ReminderKind.DAY_BEFORE,)
    video_provider: VideoProvider = VideoProvider.JITSI
    letters: Letters = USUAL_LETTERS
    note_names: NoteNames = NoteNames.ENGLISH
    recording_minutes: Annotated[int, Field(ge=1, le=60)] = 10
    homework_grace_minutes: Annotated[int, Field(ge=0, le=7 * 24 * 60)] = 0
    totp_for_staff: bool = False
    terms_version: Line = "1"

    @model_validator(mode="after")
    def _is_in_order(self) -> "Policy":
        if self.lesson_minutes_max < self.lesson_minutes_min:
            raise ValueError("lesson_minutes_max is not below lesson_minutes_min")
        return self


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
    plan: Plan = Plan.STUDIO

    def public(self) -> "PublicStudio":
        """What everybody may know of it."""
        shared = PublicStudio.model_fields.keys() & Studio.model_fields.keys()
        told = {name: getattr(self, name) for name in shared}
        return PublicStudio(
            **told, minimum_age=self.policy.minimum_age, terms_version=self.policy.terms_version
        )


class StudioUpdate(StudioProfile):
    """The profile as it shall be; the currency and the plan stay what they were."""

    slug: Slug
    plan: Plan | None = None
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
