"""From the waitlist to a place: an enrolment whose seat was accepted goes on where it had to wait."""

from collections.abc import Sequence
from dataclasses import dataclass

from tutti.enrollment.enrollment import Enrollment, EnrollmentState, Hold
from tutti.enrollment.places import HoldStore
from tutti.enrollment.store import EnrollmentStore
from tutti.kit.changes import Change
from tutti.kit.journal import StepState
from tutti.kit.tenant import Tenant
from tutti.scheduling.waitlist.waitlist import OfferOver


@dataclass(frozen=True)
class Acceptance:
    """What is held from now on, and what the families read of it."""

    tenant: Tenant
    hold: Hold
    detail: str

    def changes(self, enrollment_ids: Sequence[str]) -> list[Change]:
        """The changes by which these enrolments hold their place; `OfferOver` when one waits no more."""
        found = EnrollmentStore(self.tenant).get_many(enrollment_ids)
        if not found or any(one.state is not EnrollmentState.WAITLISTED for one in found):
            raise OfferOver()
        return [change for one in found for change in self._holding(one)]

    def _holding(self, enrollment: Enrollment) -> list[Change]:
        held = {"hold": self.hold, "cohort_id": self.hold.cohort_id, "problem": None}
        state = EnrollmentState.VALIDATING
        after = enrollment.with_step("HoldPlace", StepState.DONE, self.detail, state=state, **held)
        enrollments = EnrollmentStore(self.tenant)
        return [
            enrollments.replacing(enrollment, after),
            HoldStore(self.tenant).noting(enrollment.id, self.hold),
        ]
