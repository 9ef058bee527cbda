"""Facts from the table's stream to the bus."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from functions.events.facts import relay_facts
from tutti.kit.door import EventDoor, Grant, OnStream
from tutti.kit.woken import WokenHandler


class FakeBus:
    """A bus that takes everything, each fact after the errors it has for it."""

    def __init__(self) -> None:
        self.calls: list[list[dict[str, str]]] = []
        self.errors: dict[str, list[str]] = {}
        self.is_away = False

    def put_events(self, Entries: list[dict[str, str]]) -> dict[str, Any]:  # noqa: N803 - AWS's own name
        self.calls.append(Entries)
        if self.is_away:
            raise EndpointConnectionError(endpoint_url="https://events.test")
        replies = [self._reply(json.loads(entry["Detail"])["id"]) for entry in Entries]
        return {"FailedEntryCount": sum("ErrorCode" in reply for reply in replies), "Entries": replies}

    def _reply(self, fact_id: str) -> dict[str, str]:
        errors = self.errors.get(fact_id)
        return {"ErrorCode": errors.pop(0)} if errors else {"EventId": fact_id}


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> FakeBus:
    fake = FakeBus()
    monkeypatch.setenv("BUS_NAME", "tutti-test")
    monkeypatch.setattr(relay_facts, "bus", lambda: fake)
    monkeypatch.setattr("time.sleep", lambda _: None)
    return fake


def record(
    fact_id: str, *, kind: str = "Fact", event: str = "INSERT", body: str | None = None
) -> dict[str, Any]:
    said = json.dumps({"id": fact_id, "studio_id": "stu_1", "name": "LessonScheduled", "subject": "les_1"})
    image = {"PK": {"S": f"STUDIO#stu_1#FACT#{fact_id}"}, "kind": {"S": kind}, "body": {"S": body or said}}
    return {"eventName": event, "dynamodb": {"NewImage": image, "SequenceNumber": f"place-of-{fact_id}"}}


def relay(*records: dict[str, Any]) -> list[str]:
    """Wake the relay; the places that it wants delivered again."""
    answer = relay_facts.handler({"Records": list(records)}, SimpleNamespace(aws_request_id="req"))
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def counted(capsys: pytest.CaptureFixture[str], metric: str) -> int:
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return sum(line.get(metric) == [1.0] for line in lines)


def test_a_fact_goes_to_the_bus_under_its_name_with_its_body(bus: FakeBus) -> None:
    sent = record("fct_1")
    assert relay(sent) == []
    assert bus.calls == [
        [
            {
                "Source": "tutti",
                "DetailType": "LessonScheduled",
                "Detail": sent["dynamodb"]["NewImage"]["body"]["S"],
                "EventBusName": "tutti-test",
            }
        ]
    ]


def test_what_is_not_a_new_fact_is_passed_over(bus: FakeBus) -> None:
    removed = {"eventName": "REMOVE", "dynamodb": {"OldImage": {}, "SequenceNumber": "1"}}
    assert relay(record("fct_1", kind="Lesson"), record("fct_2", event="MODIFY"), removed) == []
    assert bus.calls == []


def test_ten_facts_go_in_one_call(bus: FakeBus) -> None:
    relay(*(record(f"fct_{n}") for n in range(25)))
    assert [len(entries) for entries in bus.calls] == [10, 10, 5]


def test_only_the_entries_that_failed_are_sent_again(bus: FakeBus) -> None:
    bus.errors = {"fct_2": ["ThrottlingException", "InternalFailure"]}
    assert relay(record("fct_1"), record("fct_2"), record("fct_3")) == []
    assert [len(entries) for entries in bus.calls] == [3, 1, 1]


def test_a_fact_that_the_bus_calls_malformed_is_parked_by_its_id(
    bus: FakeBus, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    bus.errors = {"fct_1": ["MalformedDetail"]}
    assert relay(record("fct_1"), record("fct_2")) == []
    assert [vars(line)["fact_id"] for line in caplog.records] == ["fct_1"]
    assert counted(capsys, "FactsParked") == 1


@pytest.mark.parametrize("body", ["{", "[]", '{"id": "fct_1"}', '"text"'])
def test_an_unreadable_record_does_not_keep_the_next_one_back(bus: FakeBus, body: str) -> None:
    assert relay(record("fct_1", body=body), record("fct_2")) == []
    assert [len(entries) for entries in bus.calls] == [1]


def test_a_fact_too_large_for_a_shared_call_is_parked(bus: FakeBus) -> None:
    body = json.dumps({"id": "fct_1", "name": "LessonScheduled", "data": "x" * relay_facts.LARGEST})
    assert relay(record("fct_1", body=body)) == []
    assert bus.calls == []


def test_when_the_bus_is_away_the_stream_delivers_again(
    bus: FakeBus, capsys: pytest.CaptureFixture[str]
) -> None:
    bus.is_away = True
    assert relay(record("fct_1"), record("fct_2")) == ["place-of-fct_1", "place-of-fct_2"]
    assert len(bus.calls) == relay_facts.ATTEMPTS
    assert counted(capsys, "FactsRefused") == 1


def test_a_bus_that_stays_crowded_gets_the_fact_again_later(bus: FakeBus) -> None:
    bus.errors = {"fct_2": ["ThrottlingException"] * relay_facts.ATTEMPTS}
    assert relay(record("fct_1"), record("fct_2")) == ["place-of-fct_2"]


def test_declares_that_it_reads_new_facts_and_publishes() -> None:
    assert isinstance(relay_facts.handler, WokenHandler)
    assert relay_facts.handler.door == EventDoor(OnStream("Fact"), (Grant.PUBLISH,))
