"""The local cloud's AWS: clients, the start of MiniStack, and the small facts kept in it."""

import json
import sys
import time
from collections.abc import Sequence
from typing import Any

import boto3
import httpx
from botocore.config import Config

from local import processes
from local.place import KEYS, REGION, Place

NAME = "ministack"
SAVING = 30.0
KEPT_WARM = 120
"""Seconds that a function's process waits for another call."""
NOTES = "/tutti/local/notes"
COMMAND = (sys.executable, "-m", "local.ministack")


def client(place: Place, service: str) -> Any:
    """A client of this service as the account's administrator."""
    keys = {name.lower(): value for name, value in KEYS.items()}
    retries = Config(retries={"max_attempts": 3}, proxies={})
    return boto3.client(service, endpoint_url=place.aws, region_name=REGION, config=retries, **keys)


def start(place: Place, command: Sequence[str] = COMMAND) -> None:
    """Start MiniStack with the state it saved, and return when it answers."""
    settings = {
        "AUTH": "true",
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(place.port + 1),
        "IOT_MTLS_ENABLED": "0",
        "LAMBDA_WARM_TTL_SECONDS": str(KEPT_WARM),
        "LOG_LEVEL": "WARNING",
        "PERSIST_STATE": "1",
        "S3_DATA_DIR": str(place.folder("s3")),
        "S3_PERSIST": "1",
        "SFTP_ENABLED": "0",
        "STATE_DIR": str(place.folder("aws")),
        "TUTTI_STATE": str(place.state.resolve()),
    }
    processes.expect_free(place.port + 1)
    processes.start(place.state, NAME, command, place.env() | settings)
    wait_for(place, f"{place.aws}/_ministack/health", NAME)


def stop(place: Place) -> None:
    """Stop MiniStack; it saves its state first."""
    processes.stop(place.state, NAME, SAVING)


def wait_for(place: Place, url: str, name: str, seconds: float = 30.0) -> None:
    """Return when the process answers here; refuse with its last words when it ended or stays silent."""
    until = time.monotonic() + seconds
    while processes.running(place.state, name) and time.monotonic() < until:
        try:
            httpx.get(url, timeout=5, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    words = processes.log_of(place.state, name).read_text().splitlines()[-20:]
    raise RuntimeError("\n".join([f"{name} does not answer at {url}. Its last words:", *words]))


def read_note(place: Place, name: str) -> Any:
    """What `write_note` kept under this name; None when there is nothing."""
    ssm = client(place, "ssm")
    try:
        return json.loads(ssm.get_parameter(Name=f"{NOTES}/{name}")["Parameter"]["Value"])
    except ssm.exceptions.ParameterNotFound:
        return None


def write_note(place: Place, name: str, value: Any) -> None:
    """Keep a fact about this cloud inside it, so that it is lost exactly when the cloud is."""
    client(place, "ssm").put_parameter(
        Name=f"{NOTES}/{name}", Value=json.dumps(value), Type="String", Tier="Advanced", Overwrite=True
    )
