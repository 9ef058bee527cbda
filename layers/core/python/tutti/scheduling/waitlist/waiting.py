"""Who waits, and the seats that a line has in its hand."""

from datetime import datetime, timedelta

from pydantic import Field

from tutti.kit.clock import Instant
from tutti.kit.entity import Value
from tutti.kit.ids import PersonId, SeatOfferId, WaitlistEntryId
from tutti.scheduling.lesson import LessonPurpose
from tutti.scheduling.waitlist.seat import Pool

A_MOMENT = timedelta(seconds=1)


class Waiting(Value):
    """A family in line, with as many students as want seats together.

    `wants` are ids of cohorts, lessons, series or teachers; none means any of the course. `passed` are those
    that were offered and not taken. `keeps_until` says of which pools seats may be kept for it, and how long.
    """

    id: WaitlistEntryId
    student_ids: tuple[PersonId, ...]
    wants: tuple[str, ...] = ()
    purpose: LessonPurpose = LessonPurpose.REGULAR
    passed: tuple[str, ...] = ()
    keeps_until: dict[str, Instant] = Field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many seats it needs."""
        return len(self.student_ids)

    def fits(self, pool: Pool) -> bool:
        """True when it waits for seats of this pool and could ever have enough of them."""
        return self.size <= pool.size and pool.source not in self.passed and self.names(pool)

    def names(self, pool: Pool) -> bool:
        """True when it asked for seats of this pool."""
        return not self.wants or any(name in self.wants for name in pool.names)

    def competes_with(self, other: "Waiting") -> bool:
        """True when one seat may be what both of them want."""
        return not (self.wants and other.wants) or bool(set(self.wants) & set(other.wants))

    def may_keep(self, pool: Pool, now: datetime) -> bool:
        """True while seats of this pool may wait for more, so that its students come in together."""
        return now < self.keeps_until.get(pool.id, now + A_MOMENT)

    def shares_students_with(self, other: "Waiting") -> bool:
        """True when somebody would wait twice."""
        return bool(set(self.student_ids) & set(other.student_ids))


class InHand(Value):
    """Seats of one pool that are meant for one family."""

    entry_id: WaitlistEntryId
    pool: Pool
    seats: int


class Offered(InHand):
    """Seats on offer until then."""

    id: SeatOfferId
    expires_at: Instant

    def is_live(self, now: datetime) -> bool:
        """True while it can be accepted."""
        return now < self.expires_at


class Kept(InHand):
    """Seats that wait for more, so that a family's students come in together; until then and no longer."""

    until: Instant
