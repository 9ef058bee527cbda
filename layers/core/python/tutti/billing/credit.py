"""Credits: lots of minutes for makeup lessons, spent first to expire, never lost and never made of nothing.

Of each lot, issued = spent + expired + revoked + open, on every day. A lot is for lessons before the day on
which it expires; what is left of it then counts as expired, without anybody having to write it down.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Annotated

from pydantic import Field, computed_field, model_validator

from tutti.kit.clock import Instant
from tutti.kit.entity import Entity, Instrument, Line, Value
from tutti.kit.errors import Conflict
from tutti.kit.ids import CreditId, FamilyId, LessonId, PersonId

QUARTER = 15
Minutes = Annotated[int, Field(ge=QUARTER, le=24 * 60, multiple_of=QUARTER)]


class NotEnoughCredit(Conflict):
    """There are not enough minutes of credit for this lesson."""


class NothingToRevoke(Conflict):
    """Of this credit no such number of minutes is left."""


class Spending(Value):
    """Minutes of a lot that went into a lesson."""

    lesson_id: LessonId
    minutes: Minutes
    at: Instant


class Credit(Entity):
    """One lot: where it comes from, and what became of its minutes; for lessons before `expires_on`."""

    id: CreditId
    student_id: PersonId
    family_id: FamilyId
    instrument: Instrument
    minutes: Minutes
    spendings: tuple[Spending, ...] = ()
    revoked: Annotated[int, Field(ge=0)] = 0
    lesson_id: LessonId | None = None
    policy_version: int | None = None
    granted_at: Instant
    expires_on: date | None = None
    note: Line = ""

    @model_validator(mode="after")
    def _is_conserved(self) -> "Credit":
        if self.spent + self.revoked > self.minutes:
            raise ValueError("no more is spent and revoked than was issued")
        return self

    @property
    def spent(self) -> int:
        """The minutes that lessons took."""
        return sum(spending.minutes for spending in self.spendings)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def left(self) -> int:
        """The minutes that nobody spent or revoked: open while the lot lasts, expired after."""
        return self.minutes - self.spent - self.revoked

    def lasts(self, day: date) -> bool:
        """True while its minutes are good for a lesson on this day."""
        return self.expires_on is None or day < self.expires_on

    def open_on(self, day: date) -> int:
        """The minutes that a lesson on this day can take."""
        return self.left if self.lasts(day) else 0

    def spent_on(self, lesson_id: str) -> int:
        """The minutes that this lesson took."""
        return sum(spending.minutes for spending in self.spendings if spending.lesson_id == lesson_id)

    def spend(self, minutes: int, lesson_id: str, at: datetime) -> "Credit":
        """The lot after a lesson took so many of its minutes."""
        spending = Spending(lesson_id=lesson_id, minutes=minutes, at=at)
        return self.model_copy(update={"spendings": (*self.spendings, spending)})

    def restore(self, minutes: int, lesson_id: str) -> "Credit":
        """The lot after a lesson gave so many of its minutes back."""
        kept, rest = list[Spending](), minutes
        for spending in self.spendings:
            back = min(rest, spending.minutes) if spending.lesson_id == lesson_id else 0
            rest -= back
            if spending.minutes > back:
                kept.append(spending.model_copy(update={"minutes": spending.minutes - back}))
        return self.model_copy(update={"spendings": tuple(kept)})

    def lasting(self, until: date | None) -> "Credit":
        """The lot good up to this day at least; None is for good."""
        if self.expires_on is None or (until is not None and until <= self.expires_on):
            return self
        return self.model_copy(update={"expires_on": until})

    def revoke(self, minutes: int | None, today: date) -> "Credit":
        """The lot without so many of its minutes, all that are left unless said; or `NothingToRevoke`."""
        there = self.open_on(today)
        taken = there if minutes is None else minutes
        if not 0 < taken <= there:
            raise NothingToRevoke(f"{there} minutes are left.")
        return self.model_copy(update={"revoked": self.revoked + taken})


class Balance(Value):
    """What became of all minutes: issued = spent + expired + revoked + open."""

    issued: int = 0
    spent: int = 0
    expired: int = 0
    revoked: int = 0
    open: int = 0

    @model_validator(mode="after")
    def _is_conserved(self) -> "Balance":
        if self.issued != self.spent + self.expired + self.revoked + self.open:
            raise ValueError("issued = spent + expired + revoked + open")
        return self


Change = tuple[Credit, Credit]
"""A lot before and after."""


def balance(lots: Iterable[Credit], today: date) -> Balance:
    """What became of the minutes of these lots, as of this day."""
    lots = list(lots)
    return Balance(
        issued=sum(lot.minutes for lot in lots),
        spent=sum(lot.spent for lot in lots),
        expired=sum(lot.left - lot.open_on(today) for lot in lots),
        revoked=sum(lot.revoked for lot in lots),
        open=sum(lot.open_on(today) for lot in lots),
    )


def first_to_expire(lot: Credit) -> tuple[date, str]:
    """The order in which lots are spent: the soonest to expire first, then the oldest."""
    return lot.expires_on or date.max, lot.id


def spent_for(
    lots: Sequence[Credit], minutes: int, *, instrument: str, on: date, lesson_id: str, at: datetime
) -> list[Change]:
    """The lots that a lesson of an instrument on a day takes its minutes from; refuses `NotEnoughCredit`."""
    usable = [lot for lot in lots if lot.instrument == instrument and lot.open_on(on)]
    there = sum(lot.left for lot in usable)
    if there < minutes:
        raise NotEnoughCredit(
            f"{minutes} minutes are needed, {there} are there for {instrument} on {on}.",
            needed=minutes,
            open=there,
        )
    taken, rest = list[Change](), minutes
    for lot in sorted(usable, key=first_to_expire):
        if part := min(rest, lot.left):
            taken.append((lot, lot.spend(part, lesson_id, at)))
            rest -= part
    return taken


def restored_from(lots: Sequence[Credit], lesson_id: str, minutes: int | None = None) -> list[Change]:
    """The lots with what a lesson gives back, all unless said, into the last to expire first."""
    back, rest = list[Change](), minutes
    for lot in sorted(lots, key=first_to_expire, reverse=True):
        spent = lot.spent_on(lesson_id)
        if part := spent if rest is None else min(rest, spent):
            back.append((lot, lot.restore(part, lesson_id)))
            rest = None if rest is None else rest - part
    return back
