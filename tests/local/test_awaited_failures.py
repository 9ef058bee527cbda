"""A function that should hand on a task token, and fails."""

import pytest

from tests.local.emulator import Emulator
from tests.local.machines import run

FAILING = """
class Refused(Exception): pass
def handler(event, context): raise Refused("no")
"""


@pytest.mark.emulator
def test_a_task_whose_function_fails_before_the_token_is_used_fails_by_the_exceptions_name(
    emulator: Emulator,
) -> None:
    task = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
        "Parameters": {
            "FunctionName": emulator.function("refusing-token", FAILING),
            "Payload": {"token.$": "$$.Task.Token"},
        },
        "TimeoutSeconds": 60,
        "Catch": [{"ErrorEquals": ["Refused"], "ResultPath": "$.failure", "Next": "Caught"}],
        "End": True,
    }
    done = run(emulator, "refusing-token", {"Ask": task, "Caught": {"Type": "Succeed"}})
    assert (done["status"], '"Error": "Refused"' in done["output"]) == ("SUCCEEDED", True)
