"""Which reminders and which mails about coursework somebody wants (COM-5)."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from tutti.kit.entity import Entity, Value, Version
from tutti.kit.ids import PersonId
from tutti.studios.model import ReminderKind


class MailKind(StrEnum):
    """Mails that somebody may do without: what they say stands in the notes as well."""

    ASSIGNMENT_GIVEN = "assignment_given"
    SUBMISSION_RECEIVED = "submission_received"
    RECORDING_REJECTED = "recording_rejected"
    GRADE_GIVEN = "grade_given"


Kinds = Annotated[tuple[ReminderKind, ...], Field(max_length=len(ReminderKind))]
Mails = Annotated[tuple[MailKind, ...], Field(max_length=len(MailKind))]


class ReminderPreference(Entity):
    """What a person wants instead of what the studio does for all; without kinds, as the studio does.

    Families are reminded as the studio decides, teachers only when they ask for it. An empty list is: never.
    Without mails everybody gets all that are for them; an empty list is: none, the notes say it.
    """

    id: PersonId
    kinds: Kinds | None = None
    mails: Mails | None = None

    def kinds_or(self, usual: Sequence[ReminderKind]) -> frozenset[ReminderKind]:
        """The kinds wanted, `usual` being what happens to who never said anything."""
        return frozenset(usual if self.kinds is None else self.kinds)

    def wants(self, mail: MailKind) -> bool:
        """True unless the person chose other mails."""
        return self.mails is None or mail in self.mails


class ReminderPreferenceUpdate(Value):
    """The preference as it shall be; without kinds and mails, as the studio does."""

    kinds: Kinds | None = None
    mails: Mails | None = None
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
