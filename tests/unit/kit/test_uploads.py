"""The queue of uploads: whose they are, what the scan said, and what is delivered again."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from tutti.kit.door import Grant, OnUpload
from tutti.kit.tenant import Tenant
from tutti.kit.uploads import Upload, UploadHandler, on_upload

CONTEXT = SimpleNamespace(aws_request_id="req")
KEY = "uploads/stu_forte/rec_1"


def came(key: str) -> dict[str, Any]:
    return {"Records": [{"eventName": "ObjectCreated:Post", "s3": {"object": {"key": key, "size": 9}}}]}


def scanned(key: str, result: str) -> dict[str, Any]:
    detail = {"s3ObjectDetails": {"objectKey": key}, "scanResultDetails": {"scanResultStatus": result}}
    return {"detail-type": "GuardDuty Malware Protection Object Scan Result", "detail": detail}


def queued(*bodies: dict[str, Any]) -> dict[str, Any]:
    return {
        "Records": [
            {"messageId": str(number), "body": json.dumps(body)} for number, body in enumerate(bodies)
        ]
    }


@pytest.fixture
def taken() -> list[tuple[Tenant, Upload]]:
    return []


@pytest.fixture
def handler(taken: list[tuple[Tenant, Upload]]) -> UploadHandler:
    def take(tenant: Tenant, upload: Upload) -> None:
        if upload.name == "rec_bad":
            raise ValueError("broken")
        taken.append((tenant, upload))

    return on_upload(grants=[Grant.WRITE, Grant.MEDIA], memory=1769, timeout=120)(take)


def test_declares_a_door_that_uploads_open(handler: UploadHandler) -> None:
    door = handler.door
    assert (door.source, door.grants, door.memory, door.timeout) == (
        OnUpload(),
        (Grant.WRITE, Grant.MEDIA),
        1769,
        120,
    )


def test_an_upload_belongs_to_the_studio_that_its_key_names(handler: UploadHandler, taken: list[Any]) -> None:
    assert handler(queued(came(KEY)), CONTEXT) == {"batchItemFailures": []}
    assert taken == [(Tenant("stu_forte", "function:take"), Upload(name="rec_1", key=KEY))]
    assert not taken[0][1].is_refused


@pytest.mark.parametrize(
    ("result", "is_refused"),
    [("NO_THREATS_FOUND", False), ("THREATS_FOUND", True), ("UNSUPPORTED", True), ("FAILED", True)],
)
def test_what_is_not_found_clean_is_refused(
    handler: UploadHandler, taken: list[Any], result: str, is_refused: bool
) -> None:
    handler(queued(scanned(KEY, result)), CONTEXT)
    assert [(upload.name, upload.is_refused) for _, upload in taken] == [("rec_1", is_refused)]


def test_only_the_one_that_failed_is_delivered_again(handler: UploadHandler, taken: list[Any]) -> None:
    reply = handler(queued(came("uploads/stu_forte/rec_bad"), came(KEY)), CONTEXT)
    assert reply == {"batchItemFailures": [{"itemIdentifier": "0"}]}
    assert [upload.name for _, upload in taken] == ["rec_1"]


@pytest.mark.parametrize(
    "body", [{"Service": "Amazon S3", "Event": "s3:TestEvent"}, came("files/stu_forte/fil_1")]
)
def test_what_is_no_upload_is_left_alone(
    handler: UploadHandler, taken: list[Any], body: dict[str, Any]
) -> None:
    assert handler(queued(body), CONTEXT) == {"batchItemFailures": []}
    assert taken == []


def test_what_cannot_be_read_is_left_in_the_queue(handler: UploadHandler) -> None:
    reply = handler({"Records": [{"messageId": "m", "body": "no json"}]}, CONTEXT)
    assert reply == {"batchItemFailures": [{"itemIdentifier": "m"}]}
