"""Instants are aware and in UTC; wall times carry their zone."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, AwareDatetime, PlainSerializer

from tutti.kit.errors import Invalid


class UnknownZone(Invalid):
    """This is not the name of an IANA time zone, such as Europe/Vienna."""


def utc_now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def rfc3339(instant: datetime) -> str:
    """RFC 3339 in UTC with a Z, microseconds only where there are any."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _in_utc(instant: datetime) -> datetime:
    # Far from both ends of the calendar, so that zones and durations cannot lead over them.
    if not 1900 < instant.year < 2200:
        raise ValueError("not in the years 1901 to 2199")
    return instant.astimezone(UTC)


@cache
def _zone_names() -> frozenset[str]:
    # Some systems list their own zone under this name.
    return frozenset(available_timezones() - {"localtime"})


def zone(name: str) -> ZoneInfo:
    """The zone of this IANA name; refuses unknown ones with `UnknownZone`."""
    if name not in _zone_names():
        raise UnknownZone(f"{name[:60]!r} is not an IANA time zone.")
    return ZoneInfo(name)


def _known_zone(name: str) -> str:
    if name not in _zone_names():
        raise ValueError("not an IANA time zone")
    return name


Instant = Annotated[AwareDatetime, AfterValidator(_in_utc), PlainSerializer(rfc3339, when_used="json")]
ZoneName = Annotated[str, AfterValidator(_known_zone)]


def local_date(instant: datetime, zone_name: str) -> date:
    """The calendar day of this instant where the studio stands."""
    return instant.astimezone(zone(zone_name)).date()


def epoch(instant: datetime, *, after: timedelta = timedelta(0)) -> int:
    """Whole seconds since 1970, as DynamoDB's time to live wants them."""
    return int((instant + after).timestamp())
