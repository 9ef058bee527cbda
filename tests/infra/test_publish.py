"""The page in its bucket."""

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from infra.publish import files, publish

REGION = "us-east-1"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    for name in ("index.html", "assets/app-1f2e.js", "robots.txt", ".env", "node_modules/a/index.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def test_takes_the_page_s_files_only(page: Path) -> None:
    names = {path.relative_to(page).as_posix() for path in files(page)}
    assert names == {"index.html", "assets/app-1f2e.js", "robots.txt"}


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        yield


def test_keeps_named_contents_for_ever_and_asks_again_for_the_rest(page: Path, aws: None) -> None:
    store = boto3.client("s3", region_name=REGION)
    store.create_bucket(Bucket="page")
    store.put_bucket_versioning(Bucket="page", VersioningConfiguration={"Status": "Enabled"})
    distribution = a_distribution()
    publish(page, {"PageBucket": "page", "DistributionId": distribution}, REGION)
    script, index = (
        store.head_object(Bucket="page", Key=key) for key in ("assets/app-1f2e.js", "index.html")
    )
    assert (script["CacheControl"], script["ContentType"]) == (
        "public, max-age=31536000, immutable",
        "text/javascript",
    )
    assert (index["CacheControl"], index["ContentType"]) == ("no-cache", "text/html")
    announced = boto3.client("cloudfront").list_invalidations(DistributionId=distribution)
    assert announced["InvalidationList"]["Quantity"] == 1


def a_distribution() -> str:
    origin = {
        "Id": "page",
        "DomainName": "page.s3.amazonaws.com",
        "S3OriginConfig": {"OriginAccessIdentity": ""},
    }
    config = {
        "CallerReference": "once",
        "Comment": "",
        "Enabled": True,
        "Origins": {"Quantity": 1, "Items": [origin]},
        "DefaultCacheBehavior": {"TargetOriginId": "page", "ViewerProtocolPolicy": "https-only"},
    }
    made = boto3.client("cloudfront").create_distribution(DistributionConfig=config)
    return str(made["Distribution"]["Id"])
