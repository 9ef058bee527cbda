"""What is kept of a family that waits, and of what it was offered."""

from enum import StrEnum

from tutti.kit.clock import Instant
from tutti.kit.entity import Entity, Value
from tutti.kit.ids import EnrollmentId, FamilyId, PersonId, SeatOfferId, WaitlistEntryId
from tutti.scheduling.lesson import LessonPurpose
from tutti.scheduling.waitlist.seat import Pool, SeatKind
from tutti.scheduling.waitlist.waiting import Offered, Waiting


class Member(Value):
    """One of those who wait together, with the enrolment that waits with it where there is one."""

    student_id: PersonId
    enrollment_id: EnrollmentId | None = None


class WaitlistEntry(Entity):
    """A family in line, as it joined; whether it waits still says the line."""

    id: WaitlistEntryId
    line_id: str
    members: tuple[Member, ...]
    wants: tuple[str, ...] = ()
    purpose: LessonPurpose = LessonPurpose.REGULAR
    family_id: FamilyId | None = None
    guardian_id: PersonId | None = None
    joined_at: Instant

    @property
    def course_id(self) -> str:
        """Of which course the seats are."""
        return self.line_id.partition("#")[0]

    @property
    def kind(self) -> SeatKind:
        """What it waits for."""
        return SeatKind(self.line_id.partition("#")[2])

    @property
    def waiting(self) -> Waiting:
        """Its place in line."""
        students = tuple(one.student_id for one in self.members)
        return Waiting(id=self.id, student_ids=students, wants=self.wants, purpose=self.purpose)

    def enrollments_of(self, student_ids: tuple[str, ...]) -> list[str]:
        """The enrolments of these students of the family."""
        return [
            one.enrollment_id for one in self.members if one.enrollment_id and one.student_id in student_ids
        ]


class OfferState(StrEnum):
    """What became of an offer; `withdrawn` is one whose family left the line."""

    LIVE = "live"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class SeatOffer(Entity):
    """Seats that are, or were, on offer to one family until `expires_at`."""

    id: SeatOfferId
    line_id: str
    entry_id: WaitlistEntryId
    pool: Pool
    seats: int
    expires_at: Instant
    state: OfferState = OfferState.LIVE

    @classmethod
    def of(cls, line_id: str, offered: Offered, state: OfferState = OfferState.LIVE) -> "SeatOffer":
        """What the line offers."""
        return cls(line_id=line_id, state=state, **dict(offered))
