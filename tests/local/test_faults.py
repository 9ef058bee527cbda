"""Functions that misbehave on request."""

import json
from collections.abc import Iterator
from time import monotonic
from typing import Any

import pytest

from local import faults
from tests.local.emulator import Emulator
from tests.local.machines import run

COUNTING = """
calls = 0
def handler(event, context):
    global calls
    calls += 1
    return calls
"""
NAME = "counting"
WRITING = """
from pynamodb.connection import Connection
def handler(event, context):
    table = Connection(region="us-east-1")
    for number in event["numbers"]:
        table.dispatch("PutItem", {"TableName": "numbers", "Item": {"PK": {"S": number}}})
    return "done"
"""


@pytest.fixture(scope="module", autouse=True)
def counting(emulator: Emulator) -> str:
    return emulator.function(NAME, COUNTING, Timeout=30)


@pytest.fixture(autouse=True)
def cleared(emulator: Emulator) -> Iterator[None]:
    yield
    faults.clear(emulator.place.state)


def task(arn: str, seconds: int) -> dict[str, Any]:
    """States that end in the name of what went wrong."""
    caught: list[dict[str, Any]] = [
        {"ErrorEquals": [name], "Next": name} for name in ("States.Timeout", "InjectedFault")
    ]
    work = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": arn, "Payload": {}},
        "TimeoutSeconds": seconds,
        "Catch": caught,
        "End": True,
    }
    ends = {each["Next"]: {"Type": "Pass", "Result": each["Next"], "End": True} for each in caught}
    return {"Work": work, **ends}


def test_raises_instead_of_working(emulator: Emulator) -> None:
    before, _ = emulator.invoke(NAME)
    faults.inject(emulator.place.state, NAME, "raise")
    answer, failure = emulator.invoke(NAME)
    assert (failure, answer["errorType"]) == ("Unhandled", "InjectedFault")
    faults.clear(emulator.place.state)
    assert emulator.invoke(NAME) == (before + 1, None)


def test_raises_after_the_work_is_done(emulator: Emulator) -> None:
    before, _ = emulator.invoke(NAME)
    faults.inject(emulator.place.state, NAME, "raise-after")
    assert emulator.invoke(NAME)[1] == "Unhandled"
    faults.clear(emulator.place.state)
    assert emulator.invoke(NAME) == (before + 2, None)


def test_misbehaves_as_often_as_asked_and_again_when_asked_again(emulator: Emulator) -> None:
    for _ in range(2):
        faults.inject(emulator.place.state, NAME, "raise", times=1)
        assert [emulator.invoke(NAME)[1] for _ in range(2)] == ["Unhandled", None]


def test_misbehaves_only_on_the_payload_that_matches(emulator: Emulator) -> None:
    faults.inject(emulator.place.state, NAME, "raise", match='"child": "Zoë"')
    assert emulator.invoke(NAME, {"child": "Zoë"})[1] == "Unhandled"
    assert emulator.invoke(NAME, {"child": "Noa"})[1] is None


def test_misbehaves_in_one_way_for_each_payload(emulator: Emulator) -> None:
    faults.inject(emulator.place.state, NAME, "raise", match="Zoë")
    faults.inject(emulator.place.state, NAME, "timeout", match="Noa")
    errors = [emulator.invoke(NAME, {"child": child})[0]["errorType"] for child in ("Zoë", "Noa")]
    assert errors == ["InjectedFault", "States.Timeout"]


def test_behaves_again_for_one_payload_while_another_still_fails(emulator: Emulator) -> None:
    for child in ("Zoë", "Noa"):
        faults.inject(emulator.place.state, NAME, "raise", match=child)
    faults.clear(emulator.place.state, match="Zoë")
    assert [emulator.invoke(NAME, {"child": child})[1] for child in ("Zoë", "Noa")] == [None, "Unhandled"]


def test_keeps_count_when_another_fault_begins(emulator: Emulator) -> None:
    faults.inject(emulator.place.state, NAME, "raise", match="Zoë", times=1)
    assert emulator.invoke(NAME, {"child": "Zoë"})[1] == "Unhandled"
    faults.inject(emulator.place.state, "another", "raise")
    assert emulator.invoke(NAME, {"child": "Zoë"})[1] is None


def test_leaves_other_functions_alone(emulator: Emulator) -> None:
    faults.inject(emulator.place.state, "another", "raise")
    assert emulator.invoke(NAME)[1] is None


@pytest.mark.parametrize("mode", ["hang", "hang-after"])
def test_hangs_until_the_task_runs_into_its_time_limit(
    emulator: Emulator, counting: str, mode: faults.Mode
) -> None:
    before, _ = emulator.invoke(NAME)
    faults.inject(emulator.place.state, NAME, mode)
    started = monotonic()
    assert run(emulator, f"machine-{mode}", task(counting, 2))["output"] == '"States.Timeout"'
    assert 2 <= monotonic() - started < 10
    faults.clear(emulator.place.state)
    assert emulator.invoke(NAME)[0] == before + (2 if mode == "hang-after" else 1)


@pytest.mark.parametrize(("mode", "name"), [("timeout", "States.Timeout"), ("raise", "InjectedFault")])
def test_lets_a_task_fail_at_once_under_this_name(
    emulator: Emulator, counting: str, mode: faults.Mode, name: str
) -> None:
    faults.inject(emulator.place.state, NAME, mode)
    assert run(emulator, f"machine-at-once-{mode}", task(counting, 30))["output"] == f'"{name}"'


@pytest.fixture(scope="module")
def numbers(emulator: Emulator) -> Any:
    """A table of numbers, and the function that writes them."""
    table = emulator.client("dynamodb")
    table.create_table(
        TableName="numbers",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "PK", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}],
    )
    emulator.function("writing", WRITING)
    rights = {"Effect": "Allow", "Action": "dynamodb:*", "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [rights]})
    emulator.client("iam").put_role_policy(
        RoleName="writing-role", PolicyName="writes", PolicyDocument=document
    )
    return table


def _written(table: Any) -> set[str]:
    return {item["PK"]["S"] for item in table.scan(TableName="numbers")["Items"]}


def test_kills_a_worker_between_two_writes_and_the_next_one_works(emulator: Emulator, numbers: Any) -> None:
    faults.inject(emulator.place.state, "writing", "kill-after-write", writes=2)
    assert emulator.invoke("writing", {"numbers": ["1", "2", "3"]})[1] is not None
    assert _written(numbers) == {"1", "2"}
    faults.clear(emulator.place.state)
    assert emulator.invoke("writing", {"numbers": ["4", "5", "6"]}) == ("done", None)
    assert _written(numbers) == {"1", "2", "4", "5", "6"}


def test_knows_no_other_fault(emulator: Emulator) -> None:
    with pytest.raises(ValueError, match="no such fault: explode"):
        faults.inject(emulator.place.state, NAME, "explode")  # type: ignore[arg-type]
