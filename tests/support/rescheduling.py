"""Lessons that get other times, in process: through the real doors, with the saga and the timers on paper."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from functions.events.scheduling import end_lapsed_reschedule, end_overtaken_reschedule
from tests.support.bills import told
from tests.support.door import Call, Reply
from tests.support.paper import Paper
from tests.support.saga_walk import Fault, Walk
from tests.support.timetable import Timetable
from tutti.kit.caller import Caller
from tutti.kit.clock import rfc3339, utc_now
from tutti.kit.facts import envelope
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.rescheduling.facts import RescheduleLapsed
from tutti.scheduling.rescheduling.reschedule import Reschedule
from tutti.scheduling.rescheduling.store import RescheduleStore
from tutti.scheduling.store import LessonStore

OVERTAKING = ("LessonCancelled", "LessonDeclined", "LessonMoved", "SeriesChanged")


@dataclass
class Offer:
    """One reschedule, its saga, and what people do about it."""

    day: Timetable
    paper: Paper
    id: str

    @property
    def walk(self) -> Walk:
        """The execution of its saga."""
        return self.paper.sagas.walks[self.id]

    @property
    def reschedule(self) -> Reschedule:
        """As it lies in the table."""
        return RescheduleStore(self.day.school.tenant).get(self.id)

    @property
    def state(self) -> str:
        """In one word."""
        return str(self.reschedule.state)

    @property
    def ends(self) -> tuple[str, str]:
        """Where the saga ended, and how the reschedule did."""
        return self.walk.at, self.state

    @property
    def lesson(self) -> Lesson:
        """The lesson as it is now."""
        return LessonStore(self.day.school.tenant).get(self.reschedule.lesson_id)

    def goes_on(self) -> "Offer":
        """The saga goes as far as it can."""
        self.walk.go_on()
        return self

    def accept(self, alternative: int = 0, *, by: Caller | None = None) -> Reply:
        """The family, or somebody else, chooses on the page."""
        choice = {"alternative": alternative}
        return self._call("accept_reschedule", choice, by or self.day.parent)

    def decline(self, *, by: Caller | None = None) -> Reply:
        """The family, or somebody else, wants none of them."""
        return self._call("decline_reschedule", None, by or self.day.parent)

    def withdraw(self, *, by: Caller | None = None) -> Reply:
        """The teacher, or somebody else, takes the offer back."""
        return self._call("withdraw_reschedule", None, by or self.day.taught_by)

    def answer(self, alternative: int | None, *, token: str | None = None) -> Reply:
        """The family answers by the link in its mail."""
        query = {"token": token or self.reschedule.token}
        body = {} if alternative is None else {"alternative": alternative}
        slug = self.day.school.studio.slug
        reply: Reply = Call().answer_reschedule(body, slug=slug, reschedule_id=self.id, query=query)
        return reply

    def lapses(self) -> "Offer":
        """Its time is over: the timer tells it."""
        fact = envelope(self.day.school.tenant, RescheduleLapsed(subject=self.id), utc_now())
        assert delivered(end_lapsed_reschedule.handler, fact) == []
        return self

    def hears_of_the_lesson(self) -> "Offer":
        """Facts about lessons reach whoever ends overtaken offers."""
        for fact in told(self.day.school, *OVERTAKING):
            assert delivered(end_overtaken_reschedule.handler, fact) == []
        return self

    def _call(self, name: str, body: Any, by: Caller) -> Reply:
        reply: Reply = getattr(Call(), name)(body, by=by, reschedule_id=self.id)
        return reply


def delivered(handler: Any, fact: Any) -> list[str]:
    """A fact reaches its consumer; which messages it wants again."""
    message = {"messageId": fact.id, "body": json.dumps({"detail": fact.model_dump(mode="json")})}
    reply = handler({"Records": [message]}, SimpleNamespace(aws_request_id="req"))
    return [failure["itemIdentifier"] for failure in reply["batchItemFailures"]]


@dataclass
class Rescheduling:
    """`rescheduling.offers(lesson, …)`: other times are proposed, and the saga goes as far as it can."""

    day: Timetable
    paper: Paper

    def lesson(self, days: int = 3, hour: int = 10, **changes: Any) -> Lesson:
        """A lesson of half an hour that the office booked."""
        booked = Call().book_lesson(self.day.booking(days, hour, **changes), by=self.day.school.admin)
        assert booked.status == 201, booked.body
        return LessonStore(self.day.school.tenant).get(booked["id"])

    def times(self, *hours: tuple[int, int]) -> list[datetime]:
        """These hours of these days."""
        return [self.day.at(days, hour) for days, hour in hours or ((4, 11), (5, 15))]

    def propose(
        self, lesson: Lesson, times: Sequence[datetime] = (), *, by: Caller | None = None, **more: Any
    ) -> Reply:
        """What comes of a proposal, the saga not yet begun."""
        wishes = [{"starts_at": rfc3339(one)} for one in times or self.times()]
        body = {"alternatives": wishes} | more
        reply: Reply = Call().propose_reschedule(body, by=by or self.day.taught_by, lesson_id=lesson.id)
        return reply

    def asks(self, lesson: Lesson, times: Sequence[datetime] = (), **more: Any) -> Offer:
        """A proposal that was taken, its saga not yet begun."""
        reply = self.propose(lesson, times, **more)
        assert reply.status == 202, reply.body
        return Offer(self.day, self.paper, reply["id"])

    def offers(
        self,
        lesson: Lesson,
        times: Sequence[datetime] = (),
        *,
        faults: dict[str, Fault] | None = None,
        **more: Any,
    ) -> Offer:
        """A proposal whose saga went as far as it could."""
        self.paper.sagas.faults = faults or {}
        return self.asks(lesson, times, **more).goes_on()
