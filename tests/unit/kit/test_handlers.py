"""Steps, consumers and woken functions: what AWS hands them, and what it gets back."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.school import School
from tutti.kit.clock import utc_now
from tutti.kit.consumer import ConsumerHandler, on_fact
from tutti.kit.door import EventDoor, Grant, OnCron, OnFact, StepDoor
from tutti.kit.errors import Conflict
from tutti.kit.facts import Envelope, Fact, envelope
from tutti.kit.step import step
from tutti.kit.tenant import Tenant
from tutti.kit.woken import woken

CONTEXT = SimpleNamespace(aws_request_id="req_1")


class LessonMoved(Fact):
    """A lesson is at another time."""


class NoPlace(Conflict):
    """There is no place."""


def _message(fact: Envelope, message_id: str = "m1") -> dict[str, Any]:
    return {"messageId": message_id, "body": json.dumps({"detail": fact.model_dump(mode="json")})}


def _fact(school: School) -> Envelope:
    return envelope(school.tenant, LessonMoved(subject="les_1"), utc_now())


def _failed(handler: ConsumerHandler, *messages: dict[str, Any]) -> list[str]:
    reply = handler({"Records": list(messages)}, CONTEXT)
    return [one["itemIdentifier"] for one in reply["batchItemFailures"]]


class Consumer:
    """Keeps what it was told; fails as often as it shall."""

    def __init__(self, failures: int = 0) -> None:
        self.heard: list[tuple[str, str]] = []
        self.failures = failures
        self.__name__ = "note_move"

    def __call__(self, tenant: Tenant, fact: Envelope) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionError
        self.heard.append((tenant.actor, fact.subject))


def _declared(consumer: Consumer) -> ConsumerHandler:
    return on_fact("LessonMoved", grants=[Grant.WRITE])(consumer)


def test_a_step_gets_the_studio_and_its_event_and_answers() -> None:
    def hold_place(tenant: Tenant, event: dict[str, Any]) -> dict[str, Any]:
        return {"actor": tenant.actor, "studio": tenant.studio_id, "event": event}

    hold_place.__module__ = "functions.sagas.enrollment.hold_place"
    handler = step(grants=[Grant.WRITE], timeout=7)(hold_place)
    event = {"studio_id": "stu_1", "enrollment_id": "enr_1"}
    assert handler(event, CONTEXT) == {"actor": "saga:enrollment", "studio": "stu_1", "event": event}
    assert handler.door == StepDoor((Grant.WRITE,), timeout=7)


def test_a_step_without_an_answer_answers_nothing_and_a_refusal_keeps_its_name() -> None:
    def close(_: Tenant, event: dict[str, Any]) -> None:
        if event.get("is_full"):
            raise NoPlace()

    close.__module__ = "functions.sagas.enrollment.close"
    handler = step(grants=[])(close)
    assert handler({"studio_id": "stu_1"}, CONTEXT) == {}
    with pytest.raises(NoPlace):
        handler({"studio_id": "stu_1", "is_full": True}, CONTEXT)


def test_a_fact_is_acted_on_once_however_often_it_comes(forte: School) -> None:
    consumer, fact = Consumer(), _fact(forte)
    handler = _declared(consumer)
    assert _failed(handler, _message(fact), _message(fact, "m2")) == []
    assert _failed(handler, _message(fact)) == []
    assert consumer.heard == [("function:note_move", "les_1")]


def test_a_fact_that_failed_comes_again_and_the_others_do_not_wait(forte: School) -> None:
    consumer, bad, good = Consumer(failures=1), _fact(forte), _fact(forte)
    handler = _declared(consumer)
    assert _failed(handler, _message(bad, "bad"), _message(good, "good")) == ["bad"]
    assert _failed(handler, _message(bad, "bad")) == []
    assert len(consumer.heard) == 2


@pytest.mark.parametrize("body", ["no json", "{}", '{"detail": {"id": "fct_1"}}'])
def test_a_message_that_is_no_fact_fails_alone(forte: School, body: str) -> None:
    consumer = Consumer()
    messages = {"messageId": "odd", "body": body}, _message(_fact(forte), "good")
    assert _failed(_declared(consumer), *messages) == ["odd"]
    assert len(consumer.heard) == 1


def test_two_consumers_of_a_fact_do_not_stand_in_each_others_way(forte: School) -> None:
    fact, first, second = _fact(forte), Consumer(), Consumer()
    second.__name__ = "tell_family"
    assert _failed(_declared(first), _message(fact)) == _failed(_declared(second), _message(fact)) == []
    assert len(first.heard) == len(second.heard) == 1


def test_a_consumer_says_what_wakes_it() -> None:
    handler = _declared(Consumer())
    assert handler.door == EventDoor(OnFact("LessonMoved"), (Grant.WRITE,), timeout=30)


def test_a_woken_function_gets_the_event_as_it_is() -> None:
    source = OnCron("rate(1 day)")
    handler = woken(source, grants=[Grant.MAIL], timeout=5)(lambda event: event["time"])
    assert handler({"time": "noon"}, CONTEXT) == "noon"
    assert handler.door == EventDoor(source, (Grant.MAIL,), timeout=5)
