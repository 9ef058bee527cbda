"""What botocore keeps of its 400 service descriptions: those that functions call, without their prose."""

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

SERVICES = (
    "cognito-idp",
    "dynamodb",
    "events",
    "s3",
    "scheduler",
    "sesv2",
    "sqs",
    "ssm",
    "stepfunctions",
    "sts",
)
ENDPOINT_NAMES = {"sesv2": "email", "stepfunctions": "states"}
"""Names in endpoints.json, where they differ from the folder's."""
PARTITION = "aws"


def trim_data(data: Path) -> None:
    """Leaves the newest version of each kept service as plain JSON, and one partition's endpoints."""
    for folder in [path for path in data.iterdir() if path.is_dir()]:
        if folder.name in SERVICES:
            _trim_service(folder)
        else:
            shutil.rmtree(folder)
    _rewrite(data / "endpoints.json", _few_endpoints)


def _trim_service(folder: Path) -> None:
    *older, newest = sorted(path for path in folder.iterdir() if path.is_dir())
    for version in older:
        shutil.rmtree(version)
    for path in sorted(newest.iterdir()):
        if path.name.startswith("examples"):
            path.unlink()
        else:
            _rewrite(path, without_prose)


def _rewrite(path: Path, change: Any) -> None:
    """Plain JSON, which loads faster than packed and costs nothing in a zip."""
    packed = path.suffix == ".gz"
    content = json.loads(gzip.decompress(path.read_bytes()) if packed else path.read_bytes())
    path.unlink()
    target = path.with_suffix("") if packed else path
    target.write_text(json.dumps(change(content), separators=(",", ":")))


def without_prose(node: Any) -> Any:
    """The same description without its documentation; a member that bears this name is no text and stays."""
    if isinstance(node, dict):
        kept = {
            key: value for key, value in node.items() if key != "documentation" or not isinstance(value, str)
        }
        return {key: without_prose(value) for key, value in kept.items()}
    return [without_prose(item) for item in node] if isinstance(node, list) else node


def _few_endpoints(endpoints: dict[str, Any]) -> dict[str, Any]:
    names = {ENDPOINT_NAMES.get(service, service) for service in SERVICES}
    partitions = [partition for partition in endpoints["partitions"] if partition["partition"] == PARTITION]
    for partition in partitions:
        partition["services"] = {
            name: value for name, value in partition["services"].items() if name in names
        }
    return {**endpoints, "partitions": partitions}
