"""Days on which a studio, or one of its locations, is closed."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from pydantic import Field, model_validator

from tutti.kit.clock import zone
from tutti.kit.entity import Entity, Line, Value
from tutti.kit.ids import ClosureId, LocationId
from tutti.scheduling.grid import Span, slot_after

LONGEST = timedelta(days=366)
MOST = 400
Day = Annotated[date, Field(ge=date(2020, 1, 1), le=date(2199, 12, 31))]


class ClosureDraft(Value):
    """Closed from the first day to the last, both included; everywhere without a location."""

    first_on: Day
    last_on: Day
    location_id: LocationId | None = None
    reason: Line = ""

    @model_validator(mode="after")
    def _is_in_order(self) -> "ClosureDraft":
        if not timedelta(0) <= self.last_on - self.first_on <= LONGEST:
            raise ValueError("last_on is not before first_on, and a closure lasts a year at most")
        return self


class Closure(ClosureDraft):
    """Days that are closed."""

    id: ClosureId

    def concerns(self, location_id: str | None) -> bool:
        """True when lessons at this location do not take place then."""
        return self.location_id in (None, location_id)


class Closures(Entity):
    """All closures of a studio: few, and read with every booking, so they lie in one item."""

    id: str = "closures"
    closures: tuple[Closure, ...] = ()

    def on(self, day: date, location_id: str | None) -> Closure | None:
        """Why this location is closed on this local day; None when it is open."""
        here = (one for one in self.closures if one.concerns(location_id))
        return next((one for one in here if one.first_on <= day <= one.last_on), None)

    def bits(self, location_id: str | None, zone_name: str, window: Span) -> int:
        """The closed slots of a window at a location, whose days are those of this zone."""
        closed = 0
        for one in self.closures:
            if one.concerns(location_id):
                closed |= _bits(one, zone_name, window)
        return closed


def _bits(closure: Closure, zone_name: str, window: Span) -> int:
    here = zone(zone_name)
    midnights = (closure.first_on, closure.last_on + timedelta(days=1))
    first, last = (
        slot_after(datetime.combine(day, time(), here).astimezone(UTC)) - window.first for day in midnights
    )
    first, last = max(first, 0), min(last, window.last - window.first)
    return Span(first, last).bits << first if first < last else 0
