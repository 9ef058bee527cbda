"""State machines of one or two states, run to their end."""

import json
from typing import Any

from tests.local.emulator import VERSION, Emulator, eventually

TRUST = {"Effect": "Allow", "Principal": {"Service": "states.amazonaws.com"}, "Action": "sts:AssumeRole"}


def run(emulator: Emulator, name: str, states: dict[str, Any]) -> dict[str, Any]:
    """The execution's description once it has ended; the first state is the start."""
    role = emulator.client("iam").create_role(
        RoleName=f"{name}-machine",
        AssumeRolePolicyDocument=json.dumps({"Version": VERSION, "Statement": [TRUST]}),
    )["Role"]["Arn"]
    definition = json.dumps({"StartAt": next(iter(states)), "States": states})
    machines = emulator.client("stepfunctions")
    machine = machines.create_state_machine(name=name, definition=definition, roleArn=role)["stateMachineArn"]
    execution = machines.start_execution(stateMachineArn=machine, input="{}")["executionArn"]

    def ended() -> dict[str, Any] | None:
        seen: dict[str, Any] = machines.describe_execution(executionArn=execution)
        return None if seen["status"] == "RUNNING" else seen

    done: dict[str, Any] = eventually(ended)
    return done
