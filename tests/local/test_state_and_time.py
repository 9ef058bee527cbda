"""What MiniStack keeps when it ends, and when it fires a schedule."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest

from local import aws
from tests.local.emulator import VERSION, Emulator, eventually, running
from tests.local.machines import TRUST

KEEPING = """
import os, boto3
def handler(event, context):
    boto3.client("ssm").put_parameter(Name="/fired", Value="yes", Type="String", Overwrite=True)
"""


@pytest.mark.emulator
def test_ends_at_once_and_keeps_its_state_although_an_execution_waits(tmp_path: Path) -> None:
    with running(tmp_path) as emulator:
        role = emulator.client("iam").create_role(
            RoleName="machine",
            AssumeRolePolicyDocument=json.dumps({"Version": VERSION, "Statement": [TRUST]}),
        )["Role"]["Arn"]
        waiting = {"Type": "Wait", "Seconds": 3600, "End": True}
        machines = emulator.client("stepfunctions")
        machine = machines.create_state_machine(
            name="waiting", definition=json.dumps({"StartAt": "W", "States": {"W": waiting}}), roleArn=role
        )
        machines.start_execution(stateMachineArn=machine["stateMachineArn"])
        aws.write_note(emulator.place, "kept", {"yes": True})
        started = monotonic()
        aws.stop(emulator.place)
        assert monotonic() - started < 5
        aws.start(emulator.place)
        assert aws.read_note(emulator.place, "kept") == {"yes": True}


def test_fires_a_schedule_within_two_seconds_of_its_hour(emulator: Emulator) -> None:
    arn = emulator.function("keeping", KEEPING)
    allowed = {"Effect": "Allow", "Action": "ssm:PutParameter", "Resource": "*"}
    document = json.dumps({"Version": VERSION, "Statement": [allowed]})
    emulator.client("iam").put_role_policy(RoleName="keeping-role", PolicyName="ssm", PolicyDocument=document)
    due = datetime.now(UTC) + timedelta(seconds=2)
    emulator.client("scheduler").create_schedule(
        Name="soon",
        ScheduleExpression=f"at({due:%Y-%m-%dT%H:%M:%S})",
        FlexibleTimeWindow={"Mode": "OFF"},
        ActionAfterCompletion="DELETE",
        Target={"Arn": arn, "RoleArn": emulator.role("scheduler"), "Input": "{}"},
    )
    ssm = emulator.client("ssm")
    eventually(
        lambda: ssm.describe_parameters(ParameterFilters=[{"Key": "Name", "Values": ["/fired"]}])[
            "Parameters"
        ]
    )
    assert datetime.now(UTC) - due < timedelta(seconds=4)
    assert not emulator.client("scheduler").list_schedules(NamePrefix="soon")["Schedules"]


@pytest.mark.emulator
def test_a_stream_goes_on_where_its_reader_was_before_a_restart(tmp_path: Path) -> None:
    with running(tmp_path) as emulator:
        table = {"TableName": "facts"}
        emulator.client("dynamodb").create_table(
            **table,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "PK", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
        )
        _read_stream(emulator)
        for name in ("before", "after"):
            emulator.client("dynamodb").put_item(**table, Item={"PK": {"S": name}})
            eventually(lambda name=name: name in _last_read(emulator))  # type: ignore[misc]
            if name == "before":
                aws.stop(emulator.place)
                aws.start(emulator.place)


READING = """
import boto3
def handler(event, context):
    last = event["Records"][-1]["dynamodb"]["Keys"]["PK"]["S"]
    boto3.client("ssm").put_parameter(Name="/read", Value=last, Type="String", Overwrite=True)
"""


def _read_stream(emulator: Emulator) -> None:
    emulator.function("reading", READING)
    allowed = {"Effect": "Allow", "Action": "ssm:PutParameter", "Resource": "*"}
    document = json.dumps({"Version": VERSION, "Statement": [allowed]})
    emulator.client("iam").put_role_policy(RoleName="reading-role", PolicyName="ssm", PolicyDocument=document)
    stream = emulator.client("dynamodb").describe_table(TableName="facts")["Table"]["LatestStreamArn"]
    emulator.client("lambda").create_event_source_mapping(
        EventSourceArn=stream, FunctionName="reading", StartingPosition="TRIM_HORIZON"
    )


def _last_read(emulator: Emulator) -> str:
    found = emulator.client("ssm").get_parameters(Names=["/read"])["Parameters"]
    return str(found[0]["Value"]) if found else ""


@pytest.mark.emulator
def test_a_bucket_and_what_lies_in_it_outlive_a_restart(tmp_path: Path) -> None:
    told = {"AllowedOrigins": ["http://127.0.0.1:4600"], "AllowedMethods": ["POST"]}
    with running(tmp_path) as emulator:
        store = emulator.client("s3")
        store.create_bucket(Bucket="media")
        store.put_bucket_cors(Bucket="media", CORSConfiguration={"CORSRules": [told]})
        store.put_object(
            Bucket="media", Key="renditions/a/peaks.json", Body=b"packed", ContentEncoding="gzip"
        )
        aws.stop(emulator.place)
        aws.start(emulator.place)
        kept = store.get_object(Bucket="media", Key="renditions/a/peaks.json")
        assert (kept["Body"].read(), kept["ContentEncoding"]) == (b"packed", "gzip")
        assert store.get_bucket_cors(Bucket="media")["CORSRules"] == [told]
