"""Handlers on MiniStack: quick when silent, and their exceptions are told apart."""

from time import perf_counter

import pytest

from tests.local.emulator import Emulator
from tests.local.machines import run

SILENT = "def handler(event, context): return event"
RAISING = """
class SlotTaken(Exception): pass
calls = 0
def handler(event, context):
    global calls
    calls += 1
    if event.get("fail"): raise SlotTaken("at noon")
    return calls
"""


def quickest(emulator: Emulator, name: str) -> float:
    emulator.function(name, SILENT)
    emulator.invoke(name)
    times = []
    for _ in range(8):
        start = perf_counter()
        emulator.invoke(name)
        times.append(perf_counter() - start)
    return min(times)


def test_answers_for_a_silent_handler_without_waiting_for_its_log(emulator: Emulator, bare: Emulator) -> None:
    patched, unpatched = quickest(emulator, "silent"), quickest(bare, "silent")
    assert unpatched > 0.05, "MiniStack no longer waits for silent handlers: drop the patch"
    assert patched < unpatched - 0.03


@pytest.mark.parametrize(
    ("fixture", "name"),
    [("emulator", "SlotTaken"), ("bare", "Runtime.HandlerError")],
    ids=["patched", "bare"],
)
def test_reports_an_exception_under_its_own_name(
    request: pytest.FixtureRequest, fixture: str, name: str
) -> None:
    cloud: Emulator = request.getfixturevalue(fixture)
    cloud.function("raising", RAISING)
    answer, failure = cloud.invoke("raising", {"fail": True})
    assert (failure, answer["errorType"], answer["errorMessage"]) == ("Unhandled", name, "at noon")


def test_keeps_the_warm_process_of_a_handler_that_raised(emulator: Emulator) -> None:
    emulator.function("raising-twice", RAISING)
    emulator.invoke("raising-twice", {"fail": True})
    answer, failure = emulator.invoke("raising-twice")
    assert (failure, answer) == (None, 2)


def test_lets_a_state_machine_catch_an_exception_by_its_name(emulator: Emulator) -> None:
    arn = emulator.function("raising-in-a-task", RAISING)
    caught = {"Type": "Pass", "Result": "caught", "End": True}
    task = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": arn, "Payload": {"fail": True}},
        "Catch": [{"ErrorEquals": ["SlotTaken"], "Next": "Caught"}],
        "End": True,
    }
    assert run(emulator, "catching", {"Try": task, "Caught": caught})["output"] == '"caught"'
