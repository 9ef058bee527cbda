"""What must hold of every school's timetable, checked by reading the table and nothing else.

The rules are written once more here, on the stored items alone: what the code under test believes does not
count. `audit` says in words what does not hold; `python -m tests.support.audit` asks a running cloud.
"""

from collections.abc import Iterable

from tests.support.audit.busy_time import doubly_claimed, unlike_masks
from tests.support.audit.calendars import unlike_calendars, unlike_places
from tests.support.audit.reading import Item, Studio, studios
from tests.support.audit.rosters import oversold, wrongly_counted
from tests.support.audit.sequences import unlike_series, without_end
from tests.support.audit.two_places import in_two_places, outside_windows

RULES = (
    *(in_two_places, outside_windows, doubly_claimed, unlike_masks),
    *(unlike_calendars, unlike_places, oversold, wrongly_counted, unlike_series, without_end),
)


def audit(items: Iterable[Item]) -> list[str]:
    """Every violation, in words; none when the timetable of every school holds."""
    return [f"{studio.id}: {found}" for studio in studios(items).values() for found in violations(studio)]


def violations(studio: Studio) -> list[str]:
    """What does not hold in one school."""
    return [found for rule in RULES for found in rule(studio)]
