"""What mails speak of: when, where, how long before."""

import re
from datetime import datetime
from typing import Protocol

from tutti.kit.clock import zone
from tutti.kit.entity import Value
from tutti.studios.model import ReminderKind

LONGEST_NAME = 40


class Reminder(Value):
    """Of which lesson, how long before, and which start it was made for."""

    lesson_id: str
    kind: ReminderKind
    starts_at: datetime


class When(Value):
    """A span of wall time as people of this zone read it."""

    starts_at: datetime
    ends_at: datetime
    zone: str

    @property
    def day(self) -> str:
        """`Monday, 7 September 2026`."""
        start = self._wall(self.starts_at)
        return f"{start:%A}, {start.day} {start:%B %Y}"

    @property
    def weekday(self) -> str:
        """`Monday`."""
        return f"{self._wall(self.starts_at):%A}"

    @property
    def start(self) -> str:
        """`15:30`."""
        return f"{self._wall(self.starts_at):%H:%M}"

    @property
    def hours(self) -> str:
        """`15:30–16:15`, and whose clock that is: `(Vienna time)`."""
        return f"{self.start}–{self._wall(self.ends_at):%H:%M} ({self.clock})"

    @property
    def clock(self) -> str:
        """The zone by its city: `Vienna time`."""
        city = self.zone.rpartition("/")[2].replace("_", " ")
        return city if city in {"UTC", "GMT"} else f"{city} time"

    def _wall(self, instant: datetime) -> datetime:
        return instant.astimezone(zone(self.zone))


class Named(Protocol):
    """Somebody with a name."""

    @property
    def given_name(self) -> str: ...
    @property
    def family_name(self) -> str: ...


def is_same_person(student: Named, guardian: Named) -> bool:
    """True for an adult student, who answers for herself."""
    names = [f"{who.given_name} {who.family_name}".casefold().split() for who in (student, guardian)]
    return names[0] == names[1]


def spoken(name: str) -> str:
    """A name that strangers typed, without what a mail reader would turn into a link."""
    tame = re.sub(r"[^\w\s'’.-]|\.(?=\w)", " ", name)
    return " ".join(tame.split())[:LONGEST_NAME]


def ink_on(colour: str) -> str:
    """Black or white, whichever is easier to read on this `#rrggbb` (WCAG 2 relative luminance)."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#ffffff" if luminance < 0.179 else "#000000"


def _linear(channel: float) -> float:
    scaled: float = ((channel + 0.055) / 1.055) ** 2.4
    return channel / 12.92 if channel <= 0.04045 else scaled
