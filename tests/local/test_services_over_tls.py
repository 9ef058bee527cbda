"""S3 may send to a queue that insists on TLS, though nobody speaks TLS on this machine."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.place import REGION
from tests.local.emulator import VERSION, Emulator

QUEUE = f"arn:aws:sqs:{REGION}:000000000000:tls-only"
REFUSING = {"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": QUEUE}
LETTING_IN = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": QUEUE}
PLAIN = {"Condition": {"Bool": {"aws:SecureTransport": "false"}}}


def notify(emulator: Emulator) -> None:
    """Has a bucket speak to a queue that lets S3 in, over TLS alone."""
    statements = [REFUSING | PLAIN, LETTING_IN | {"Principal": {"Service": "s3.amazonaws.com"}}]
    policy = json.dumps({"Version": VERSION, "Statement": statements})
    emulator.client("sqs").create_queue(QueueName="tls-only", Attributes={"Policy": policy})
    store = emulator.client("s3")
    store.create_bucket(Bucket="told")
    sent: dict[str, Any] = {"QueueArn": QUEUE, "Events": ["s3:ObjectCreated:*"]}
    store.put_bucket_notification_configuration(
        Bucket="told", NotificationConfiguration={"QueueConfigurations": [sent]}
    )


def test_a_bucket_speaks_to_a_queue_over_tls(emulator: Emulator) -> None:
    notify(emulator)


def test_the_published_emulator_still_takes_it_for_plain(bare: Emulator) -> None:
    with pytest.raises(ClientError, match="Unable to validate"):
        notify(bare)
