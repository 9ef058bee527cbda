"""IAM sees which schedule, state machine or sender a call is about."""

import json
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.place import REGION
from tests.local.emulator import VERSION, Emulator, eventually
from tests.local.machines import TRUST

SCOPE = f"{REGION}:000000000000"


def allow(action: str, resource: str, **condition: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, "Condition": condition}


@pytest.fixture(scope="module", autouse=True)
def domain(emulator: Emulator) -> None:
    emulator.client("sesv2").create_email_identity(EmailIdentity="forte.example")


def send(mailer: Any, sender: str) -> None:
    content = {"Simple": {"Subject": {"Data": "Hello"}, "Body": {"Text": {"Data": "Hello"}}}}
    to = {"ToAddresses": ["parent@example.org"]}
    mailer.send_email(FromEmailAddress=sender, Destination=to, Content=content)


def test_a_mail_goes_out_from_the_granted_address_only(emulator: Emulator) -> None:
    identity = f"arn:aws:ses:{SCOPE}:identity/forte.example"
    sender = {"StringEquals": {"ses:FromAddress": "office@forte.example"}}
    mailer = emulator.assume(
        emulator.role("mailer", allow("ses:SendEmail", identity, **sender)), service="sesv2"
    )
    send(mailer, "office@forte.example")
    send(mailer, "Forte <office@forte.example>")
    for foreign in ("director@forte.example", "office@allegro.example"):
        with pytest.raises(ClientError, match="AccessDenied"):
            send(mailer, foreign)


def test_a_schedule_is_made_in_the_granted_group_only(emulator: Emulator) -> None:
    for group in ("own", "foreign"):
        emulator.client("scheduler").create_schedule_group(Name=group)
    own = f"arn:aws:scheduler:{SCOPE}:schedule/own/*"
    role = emulator.role(
        "planner", allow("scheduler:CreateSchedule", own), allow("scheduler:DeleteSchedule", own)
    )
    planner = emulator.assume(role, service="scheduler")
    target = {"Arn": f"arn:aws:lambda:{SCOPE}:function:none", "RoleArn": role}
    plan = {
        "ScheduleExpression": "at(2099-01-01T00:00:00)",
        "FlexibleTimeWindow": {"Mode": "OFF"},
        "Target": target,
    }
    planner.create_schedule(Name="lesson", GroupName="own", **plan)
    planner.delete_schedule(Name="lesson", GroupName="own")
    elsewhere: list[dict[str, str]] = [{"GroupName": "foreign"}, {}]
    for named in elsewhere:
        with pytest.raises(ClientError, match="AccessDenied"):
            planner.create_schedule(Name="lesson", **named, **plan)


@pytest.fixture
def token(emulator: Emulator, tmp_path: Path) -> str:
    """What a state machine named `waiting` hands out and waits for."""
    file = tmp_path / "token"
    source = f"def handler(event, context): open({str(file)!r}, 'w').write(event['token'])"
    task = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
        "Parameters": {
            "FunctionName": emulator.function("asking", source),
            "Payload": {"token.$": "$$.Task.Token"},
        },
        "TimeoutSeconds": 20,
        "End": True,
    }
    trust = json.dumps({"Version": VERSION, "Statement": [TRUST]})
    role = emulator.client("iam").create_role(RoleName="waiting", AssumeRolePolicyDocument=trust)["Role"][
        "Arn"
    ]
    machines = emulator.client("stepfunctions")
    definition = json.dumps({"StartAt": "Ask", "States": {"Ask": task}})
    machine = machines.create_state_machine(name="waiting", definition=definition, roleArn=role)[
        "stateMachineArn"
    ]
    machines.start_execution(stateMachineArn=machine)
    handed: str = eventually(lambda: file.exists() and file.read_text())
    return handed


def test_a_task_is_answered_under_a_grant_on_its_own_machine_only(emulator: Emulator, token: str) -> None:
    def answerer(name: str) -> Any:
        machine = f"arn:aws:states:{SCOPE}:stateMachine:{name}"
        role = emulator.role(f"answers-{name}", allow("states:SendTaskSuccess", machine))
        return emulator.assume(role, service="stepfunctions")

    with pytest.raises(ClientError, match="AccessDenied"):
        answerer("another").send_task_success(taskToken=token, output="{}")
    waiting = answerer("waiting")
    waiting.send_task_success(taskToken=token, output="{}")
    with pytest.raises(ClientError, match="TaskDoesNotExist"):
        eventually(lambda: waiting.send_task_success(taskToken=token, output="{}") and None)
