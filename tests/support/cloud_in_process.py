"""moto's AWS in this process: one table for all tests, since every test has studios of its own."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager

import boto3
from moto import mock_aws
from moto.dynamodb.models import dynamodb_backends

from tests.support.dynamodb_in_process import serial_dynamodb

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_REGION": "us-east-1",
    "STAGE": "test",
    "TABLE_NAME": "tutti-test",
    "TENANT_ROLE_ARN": "arn:aws:iam::123456789012:role/tutti-test-tenant",
    "DIRECTORY_ROLE_ARN": "arn:aws:iam::123456789012:role/tutti-test-directory",
    "UPLOAD_ROLE_ARN": "arn:aws:iam::123456789012:role/tutti-test-media-uploader",
    "LISTEN_ROLE_ARN": "arn:aws:iam::123456789012:role/tutti-test-media-listener",
    "MEDIA_ROLE_ARN": "arn:aws:iam::123456789012:role/tutti-test-media-worker",
    "MEDIA_BUCKET": "tutti-test-media",
    "MEDIA_URL": "https://tutti-test-media.s3.us-east-1.amazonaws.com",
    "POWERTOOLS_SERVICE_NAME": "tutti",
    "POWERTOOLS_METRICS_NAMESPACE": "Tutti",
    "PAGE_URL": "https://tutti.test",
    "API_URL": "https://tutti.test/api",
    "MAIL_FROM": "school@tutti.test",
    "VIDEO_PARAMETERS": "/tutti/test/video",
    "JITSI_URL": "https://jitsi.test",
    "ENROLLMENT_MACHINE_ARN": "arn:aws:states:us-east-1:123456789012:stateMachine:tutti-test-enrollment",
    "RESCHEDULE_MACHINE_ARN": "arn:aws:states:us-east-1:123456789012:stateMachine:tutti-test-reschedule",
}


def set_environment() -> None:
    """What infra would set for a function that has every grant."""
    os.environ.update(ENVIRONMENT)


def _attribute(name: str, kind: str = "S") -> dict[str, str]:
    return {"AttributeName": name, "AttributeType": kind}


def _keys(pk: str, sk: str) -> list[dict[str, str]]:
    return [{"AttributeName": pk, "KeyType": "HASH"}, {"AttributeName": sk, "KeyType": "RANGE"}]


def _make_table() -> None:
    """The table as infra describes it, once for all folders of tests that run together."""
    client = boto3.client("dynamodb")
    if ENVIRONMENT["TABLE_NAME"] in client.list_tables()["TableNames"]:
        return
    client.create_table(
        TableName=ENVIRONMENT["TABLE_NAME"],
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[_attribute(name) for name in ("PK", "SK", "GSI1PK", "GSI1SK")],
        KeySchema=_keys("PK", "SK"),
        GlobalSecondaryIndexes=[
            {
                "IndexName": "GSI1",
                "KeySchema": _keys("GSI1PK", "GSI1SK"),
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
    )


def make_machine() -> None:
    """The state machine of enrolments: it can be started, and does nothing."""
    name = ENVIRONMENT["ENROLLMENT_MACHINE_ARN"].rpartition(":")[2]
    done = json.dumps({"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}})
    boto3.client("stepfunctions").create_state_machine(
        name=name, definition=done, roleArn="arn:aws:iam::123456789012:role/tutti-test-saga"
    )


def forget_items() -> None:
    """Empty the table: moto copies all of it for every item of every transaction."""
    tables = dynamodb_backends["123456789012"][ENVIRONMENT["AWS_REGION"]].tables
    tables[ENVIRONMENT["TABLE_NAME"]].items.clear()


@contextmanager
def cloud_in_process() -> Iterator[None]:
    """moto with the table in it."""
    with mock_aws(), serial_dynamodb():
        _make_table()
        boto3.client("s3").create_bucket(Bucket=ENVIRONMENT["MEDIA_BUCKET"])
        yield
