"""Which reminders somebody wants (COM-5)."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from tutti.kit.entity import Entity, Value, Version
from tutti.kit.ids import PersonId
from tutti.studios.model import ReminderKind

Kinds = Annotated[tuple[ReminderKind, ...], Field(max_length=len(ReminderKind))]


class ReminderPreference(Entity):
    """What a person wants instead of what the studio does for all; without kinds, as the studio does.

    Families are reminded as the studio decides, teachers only when they ask for it. An empty list is: never.
    """

    id: PersonId
    kinds: Kinds | None = None

    def kinds_or(self, usual: Sequence[ReminderKind]) -> frozenset[ReminderKind]:
        """The kinds wanted, `usual` being what happens to who never said anything."""
        return frozenset(usual if self.kinds is None else self.kinds)


class ReminderPreferenceUpdate(Value):
    """The preference as it shall be; without kinds, as the studio does."""

    kinds: Kinds | None = None
    version: Version


def receipt_kind(due: ReminderKind, wanted: frozenset[ReminderKind]) -> ReminderKind | None:
    """As which of the kinds wanted a reminder counts that is due now; None when nobody asked for it.

    Whoever wanted to hear the day before, and could not because the lesson was booked too late for that,
    hears an hour before.
    """
    if due in wanted:
        return due
    is_last_call = due is ReminderKind.HOUR_BEFORE and ReminderKind.DAY_BEFORE in wanted
    return ReminderKind.DAY_BEFORE if is_last_call else None
