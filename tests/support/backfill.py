"""The facts of waitlists reach those who hear them, in process."""

import json
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from functions.events.enrollment import close_waiting_enrollment, resume_enrollment
from functions.events.scheduling import keep_offer_timer, settle_waitlist
from tests.support.bills import told
from tests.support.enrolling import Application
from tests.support.paper import Paper
from tests.support.saga_walk import Walk
from tests.support.school import School
from tutti.enrollment.store import CohortStore
from tutti.kit.facts import Envelope
from tutti.scheduling.waitlist.entry import SeatOffer
from tutti.scheduling.waitlist.published import line_of
from tutti.scheduling.waitlist.seat import SeatKind
from tutti.scheduling.waitlist.store import OfferStore
from tutti.scheduling.waitlist.waitlist import Line

CONSUMERS: dict[str, Any] = {
    "keep_offer_timer": keep_offer_timer.handler,
    "settle_waitlist": settle_waitlist.handler,
    "resume_enrollment": resume_enrollment.handler,
    "close_waiting_enrollment": close_waiting_enrollment.handler,
}


@dataclass
class Backfill:
    """`backfill.heard()`: whatever was told meanwhile is heard, and what is told then, until all is quiet."""

    school: School
    paper: Paper
    _heard: set[str] = field(default_factory=set)

    def heard(self) -> list[str]:
        """The names of the facts that were heard, in order."""
        names = []
        while fresh := [fact for fact in self._told() if fact.id not in self._heard]:
            for fact in fresh:
                self._heard.add(fact.id)
                names.append(fact.name)
                self.tell(fact)
        return names

    def tell(self, fact: Envelope) -> None:
        """This fact reaches each of those who listen."""
        for handler in CONSUMERS.values():
            if fact.name in handler.door.source.names:
                message = {"messageId": fact.id, "body": json.dumps({"detail": fact.model_dump(mode="json")})}
                reply = handler({"Records": [message]}, SimpleNamespace(aws_request_id="req"))
                assert reply == {"batchItemFailures": []}, fact

    def _told(self) -> list[Envelope]:
        names = {name for handler in CONSUMERS.values() for name in handler.door.source.names}
        return told(self.school, *names)

    def line(self, course_id: str, kind: SeatKind = SeatKind.COHORT) -> Line:
        """Who waits."""
        return line_of(self.school.tenant, course_id, kind)

    def offer_of(self, application: Application) -> SeatOffer:
        """What is on offer to this family."""
        shown = application.status["waitlist"]["offer"]
        return OfferStore(self.school.tenant).get(shown["id"])

    def rerun(self, application: Application, offer: SeatOffer) -> Walk:
        """The saga that goes on with the accepted seat."""
        return self.paper.sagas.walks[f"{application.enrollment_id}-{offer.id}"]


def seats(school: School, cohort_id: str) -> tuple[int, int]:
    """How many seats of a cohort are taken, and how many there are."""
    record = school.tenant.table.get(CohortStore(school.tenant).seats_key(cohort_id))
    assert record
    return int(record.taken), int(record.capacity)
