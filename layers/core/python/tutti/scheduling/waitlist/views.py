"""Waitlists as families and the office read them."""

from tutti.kit.clock import Instant
from tutti.kit.entity import Value
from tutti.kit.ids import CourseId, EnrollmentId, PersonId, SeatOfferId, WaitlistEntryId
from tutti.scheduling.lesson import LessonPurpose
from tutti.scheduling.waitlist.entry import OfferState, SeatOffer, WaitlistEntry
from tutti.scheduling.waitlist.seat import SeatKind
from tutti.scheduling.waitlist.standing import Standing


class EntryView(Value):
    """A family that waits; without `standing` it waits no more."""

    id: WaitlistEntryId
    course_id: CourseId
    kind: SeatKind
    wants: tuple[str, ...]
    purpose: LessonPurpose
    student_ids: tuple[PersonId, ...]
    enrollment_ids: tuple[EnrollmentId, ...]
    joined_at: Instant
    standing: Standing | None = None

    @classmethod
    def of(cls, entry: WaitlistEntry, standing: Standing | None) -> "EntryView":
        """The entry, and where it stands."""
        return cls(
            course_id=entry.course_id,
            kind=entry.kind,
            student_ids=tuple(one.student_id for one in entry.members),
            enrollment_ids=tuple(one.enrollment_id for one in entry.members if one.enrollment_id),
            standing=standing,
            **{name: getattr(entry, name) for name in ("id", "wants", "purpose", "joined_at")},
        )


class OfferView(Value):
    """What became of an offer."""

    id: SeatOfferId
    entry_id: WaitlistEntryId
    state: OfferState
    seats: int
    expires_at: Instant

    @classmethod
    def of(cls, offer: SeatOffer) -> "OfferView":
        """The offer without what the line keeps of it."""
        return cls(**{name: getattr(offer, name) for name in cls.model_fields})
