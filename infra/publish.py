"""`python -m infra.publish <stage>`: puts the page into the stage's bucket, under the eyes of CloudFront."""

import mimetypes
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3

from infra import ROOT
from infra.settings import STAGES

FOLDERS = (ROOT / "web/dist", ROOT / "web")
FOREVER = "public, max-age=31536000, immutable"
"""For files whose names change with their contents."""
ASK_AGAIN = "no-cache"


def main() -> None:
    """Publishes the built page, or the page's sources where they are the page."""
    stage = STAGES[sys.argv[1]]
    folder = next((each for each in FOLDERS if (each / "index.html").is_file()), None)
    if folder is None:
        sys.exit("The page is not built yet: make web")
    publish(folder, outputs(f"tutti-{stage.stage}-web", stage.region), stage.region)


def outputs(stack: str, region: str | None) -> dict[str, str]:
    """What the stack says of itself."""
    [found] = boto3.client("cloudformation", region_name=region).describe_stacks(StackName=stack)["Stacks"]
    return {each["OutputKey"]: each["OutputValue"] for each in found["Outputs"]}


def publish(folder: Path, stack: dict[str, str], region: str | None) -> None:
    """Uploads every file, index.html last, so that it never names a file that is not there; then says so."""
    bucket: Any = boto3.resource("s3", region_name=region).Bucket(stack["PageBucket"])
    for path in sorted(files(folder), key=lambda each: each.name == "index.html"):
        name = path.relative_to(folder).as_posix()
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        cache = FOREVER if name.startswith("assets/") else ASK_AGAIN
        bucket.upload_file(str(path), name, ExtraArgs={"ContentType": kind, "CacheControl": cache})
    batch = {"Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": _version(bucket)}
    boto3.client("cloudfront").create_invalidation(
        DistributionId=stack["DistributionId"], InvalidationBatch=batch
    )


def files(folder: Path) -> Iterator[Path]:
    """The page's files: no hidden ones, no packages."""
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith(".") or part == "node_modules" for part in parts):
            yield path


def _version(bucket: Any) -> str:
    """The version of the page that was just written: the same upload is announced once."""
    return str(bucket.Object("index.html").version_id)


if __name__ == "__main__":
    main()
