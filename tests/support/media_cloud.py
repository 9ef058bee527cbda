"""The media stack, as the app describes it, in a MiniStack; and the kit as a function of it would see it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from local.place import REGION
from tests.infra.sample import sample_house, templates
from tests.local.emulator import VERSION, Emulator
from tutti.kit import credentials, media

ACCOUNT = "000000000000"
BUCKET = f"tutti-local-media-{ACCOUNT}"
STACK = "tutti-local-media"
QUEUE = "tutti-local-uploads"
CACHES = (
    credentials.session,
    credentials.client,
    credentials.scoped_credentials,
    media._client,
)
ROLES = {"UPLOAD": "media-uploader", "LISTEN": "media-listener", "MEDIA": "media-worker"}
MAY_ASSUME = {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}


def put_up(emulator: Emulator, folder: Path, page: str) -> None:
    """Creates the stack from the app's own template; the page stands at this address."""
    house = sample_house(folder, stage="local", page_url=page, s3_url=emulator.place.aws)
    body = json.dumps(templates(house)["media"].to_json())
    stacks = emulator.client("cloudformation")
    stacks.create_stack(StackName=STACK, TemplateBody=body, Capabilities=["CAPABILITY_NAMED_IAM"])
    stacks.get_waiter("stack_create_complete").wait(StackName=STACK, WaiterConfig={"Delay": 1})


@contextmanager
def as_function_of(emulator: Emulator) -> Iterator[None]:
    """The kit under keys that may take the media roles and nothing else, as in a function."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in _environment(emulator).items():
            patch.setenv(name, value)
        _forget()
        yield
    _forget()


def _forget() -> None:
    for cache in CACHES:
        cache.cache_clear()


def _environment(emulator: Emulator) -> dict[str, str]:
    iam = emulator.client("iam")
    iam.create_user(UserName="function")
    policy = json.dumps({"Version": VERSION, "Statement": [MAY_ASSUME]})
    iam.put_user_policy(UserName="function", PolicyName="assume", PolicyDocument=policy)
    key = iam.create_access_key(UserName="function")["AccessKey"]
    role = f"arn:aws:iam::{ACCOUNT}:role/tutti-local-"
    return {
        "AWS_ACCESS_KEY_ID": key["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"],
        "AWS_ENDPOINT_URL": emulator.place.aws,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "MEDIA_BUCKET": BUCKET,
        "MEDIA_URL": f"{emulator.place.aws}/{BUCKET}",
        "NO_PROXY": "127.0.0.1",
    } | {f"{name}_ROLE_ARN": f"{role}{each}" for name, each in ROLES.items()}
