"""A MiniStack of the tests' own, with or without our patches, and what the tests ask of it."""

import io
import json
import random
import socket
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3

from local import aws
from local.place import REGION, Place

TRUSTED = {
    "Effect": "Allow",
    "Principal": {"AWS": "*", "Service": "lambda.amazonaws.com"},
    "Action": "sts:AssumeRole",
}
VERSION = "2012-10-17"


class Emulator:
    """One running MiniStack."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def client(self, service: str) -> Any:
        return aws.client(self.place, service)

    def role(self, name: str, *statements: dict[str, Any]) -> str:
        """A role that anyone in the account may assume; returns its ARN."""
        iam = self.client("iam")
        trust = json.dumps({"Version": VERSION, "Statement": [TRUSTED]})
        arn: str = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
        if statements:
            document = json.dumps({"Version": VERSION, "Statement": list(statements)})
            iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=document)
        return arn

    def assume(self, role: str, *statements: dict[str, Any], service: str = "dynamodb") -> Any:
        """A client under this role, narrowed by a session policy if there are statements."""
        policy = {"Policy": json.dumps({"Version": VERSION, "Statement": statements})} if statements else {}
        asked = self.client("sts").assume_role(RoleArn=role, RoleSessionName="test", **policy)["Credentials"]
        return boto3.client(
            service,
            endpoint_url=self.place.aws,
            region_name=REGION,
            aws_access_key_id=asked["AccessKeyId"],
            aws_secret_access_key=asked["SecretAccessKey"],
            aws_session_token=asked["SessionToken"],
        )

    def function(self, name: str, source: str, **settings: Any) -> str:
        """A Lambda function with this source; returns its ARN."""
        arn: str = self.client("lambda").create_function(
            FunctionName=name,
            Runtime="python3.13",
            Role=self.role(f"{name}-role"),
            Handler="door.handler",
            Code={"ZipFile": zipped(source)},
            Timeout=settings.pop("Timeout", 10),
            **settings,
        )["FunctionArn"]
        return arn

    def invoke(self, name: str, payload: Any = None) -> tuple[Any, str | None]:
        """What the function answers, and how its failure is called if it failed."""
        reply = self.client("lambda").invoke(FunctionName=name, Payload=json.dumps(payload or {}))
        return json.loads(reply["Payload"].read()), reply.get("FunctionError")


def zipped(source: str) -> bytes:
    """A code package with one module, door."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("door.py", source)
    return package.getvalue()


@contextmanager
def running(folder: Path, module: str = "local.ministack") -> Iterator[Emulator]:
    """A MiniStack in this folder on free ports; `ministack` itself when the patches shall be left out."""
    place = Place(folder, free_port())
    aws.start(place, [sys.executable, "-m", module])
    try:
        yield Emulator(place)
    finally:
        aws.stop(place)


def free_port() -> int:
    """The first of three neighbours that nobody uses, below those that connections take for themselves."""
    while True:
        port = random.randrange(20_000, 32_000)
        if all(is_free(port + step) for step in range(3)):
            return port


def is_free(port: int) -> bool:
    """Whether one may listen here."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def eventually(look: Callable[[], Any], seconds: float = 15.0) -> Any:
    """The first true thing that `look` sees in this time."""
    until = time.monotonic() + seconds
    while not (seen := look()) and time.monotonic() < until:
        time.sleep(0.05)
    assert seen, "it did not come"
    return seen
