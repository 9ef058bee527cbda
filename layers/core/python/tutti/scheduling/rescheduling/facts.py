"""What happened to reschedules."""

from tutti.kit.facts import Fact


class RescheduleRequested(Fact):
    """Somebody wants a lesson to be at another time."""

    lesson_id: str


class RescheduleOffered(Fact):
    """Other times are held for a lesson; the other side may choose one."""

    lesson_id: str


class RescheduleAnswered(Fact):
    """Somebody chose one of the times, wants none of them, or took the offer back."""

    lesson_id: str
    state: str


class RescheduleAccepted(Fact):
    """The lesson was moved to the time that was chosen."""

    lesson_id: str


class RescheduleEnded(Fact):
    """The lesson stays where it is, and nothing is held any more."""

    lesson_id: str
    state: str


class RescheduleLapsed(Fact):
    """The time to answer an offer is over, whether or not it was answered."""
