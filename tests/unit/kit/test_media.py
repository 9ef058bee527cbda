"""What a studio's media gateway signs, keeps, gives back and removes."""

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from botocore.exceptions import ClientError

from tutti.kit import media
from tutti.kit.media import MediaKind, NothingThere, TenantMedia
from tutti.kit.settings import setting
from tutti.kit.tenant import Tenant

FORTE = TenantMedia(Tenant("stu_forte"))
NOW = datetime.now(UTC)
PEAKS = FORTE.key(MediaKind.RENDITION, "rec_1", "1", "peaks.json")


def stored(key: str) -> dict[str, Any]:
    found: dict[str, Any] = boto3.client("s3").get_object(Bucket=setting("MEDIA_BUCKET"), Key=key)
    return found


@pytest.fixture
def peaks(aws: None, tmp_path: Path) -> Path:
    path = tmp_path / "peaks.json.gz"
    path.write_bytes(b"packed peaks")
    return path


def test_a_key_says_what_lies_there_then_whose_it_is() -> None:
    assert PEAKS == "renditions/stu_forte/rec_1/1/peaks.json"


def test_a_form_binds_key_type_size_bucket_and_time(aws: None) -> None:
    form = FORTE.upload_form("rec_1", size=1000, content_type="audio/mp4", now=NOW)
    policy = json.loads(base64.b64decode(form.fields["policy"]))
    assert form.url == setting("MEDIA_URL")
    assert form.expires_at == NOW + timedelta(minutes=15)
    assert datetime.fromisoformat(policy["expiration"]) == form.expires_at.replace(microsecond=0)
    assert ["content-length-range", 1, 1000] in policy["conditions"]
    for bound in (
        {"bucket": setting("MEDIA_BUCKET")},
        {"key": "uploads/stu_forte/rec_1"},
        {"Content-Type": "audio/mp4"},
        {"success_action_status": "201"},
    ):
        assert bound in policy["conditions"]


def test_a_form_sends_every_field_that_its_policy_names(aws: None) -> None:
    form = FORTE.upload_form("rec_1", size=1000, content_type="audio/mp4", now=NOW)
    policy = json.loads(base64.b64decode(form.fields["policy"]))
    named = {
        name: value for each in policy["conditions"] if isinstance(each, dict) for name, value in each.items()
    }
    assert named.pop("bucket") == setting("MEDIA_BUCKET")
    assert named == {
        name: form.fields[name] for name in form.fields if name not in ("policy", "x-amz-signature")
    }


def test_a_link_fixes_what_the_browser_is_told_and_dies_within_a_quarter_of_an_hour(aws: None) -> None:
    link = FORTE.signed_url(PEAKS, content_type="application/json", now=NOW)
    asked = parse_qs(urlsplit(link.url).query)
    assert link.url.startswith(f"{setting('MEDIA_URL')}/{PEAKS}?")
    assert asked["response-content-type"] == ["application/json"]
    assert asked["response-content-disposition"] == ["inline"]
    assert asked["X-Amz-Expires"] == ["600"]
    assert asked["X-Amz-Security-Token"]
    assert link.expires_at == NOW + timedelta(seconds=600)


def test_a_file_is_saved_under_its_own_name_whatever_stands_in_it(aws: None) -> None:
    key = FORTE.key(MediaKind.FILE, "fil_1")
    link = FORTE.signed_url(key, content_type="application/pdf", file_name='Für "Elise"\r\n.pdf', now=NOW)
    [shown] = parse_qs(urlsplit(link.url).query)["response-content-disposition"]
    assert shown == "attachment; filename*=UTF-8''F%C3%BCr%20%22Elise%22%0D%0A.pdf"


def test_bytes_come_back_as_they_went(peaks: Path, tmp_path: Path) -> None:
    FORTE.put(PEAKS, peaks, content_type="application/json", encoding="gzip")
    FORTE.fetch(PEAKS, tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == b"packed peaks"
    assert FORTE.size(PEAKS) == len(b"packed peaks")
    assert (stored(PEAKS)["ContentType"], stored(PEAKS)["ContentEncoding"]) == ("application/json", "gzip")


def test_removes_what_is_there_and_minds_nothing_that_is_not(peaks: Path) -> None:
    FORTE.put(PEAKS, peaks, content_type="application/json")
    FORTE.remove([PEAKS, FORTE.key(MediaKind.UPLOAD, "never")])
    assert FORTE.size(PEAKS) is None


def test_removes_exactly_what_it_has_read(peaks: Path, tmp_path: Path) -> None:
    FORTE.put(PEAKS, peaks, content_type="application/json")
    etag = FORTE.fetch(PEAKS, tmp_path / "again")
    assert FORTE.etag(PEAKS) == etag
    FORTE.remove_exactly(PEAKS, etag)
    assert FORTE.etag(PEAKS) is None
    FORTE.remove_exactly(PEAKS, etag)


def test_what_came_in_its_place_is_not_removed(peaks: Path, tmp_path: Path) -> None:
    FORTE.put(PEAKS, peaks, content_type="application/json")
    etag = FORTE.fetch(PEAKS, tmp_path / "again")
    peaks.write_bytes(b"newer peaks")
    FORTE.put(PEAKS, peaks, content_type="application/json")
    FORTE.remove_exactly(PEAKS, etag)
    assert FORTE.size(PEAKS) == len(b"newer peaks")


def test_what_is_not_there_is_not_found(aws: None, tmp_path: Path) -> None:
    with pytest.raises(NothingThere):
        FORTE.fetch(FORTE.key(MediaKind.UPLOAD, "never"), tmp_path / "never")
    assert not (tmp_path / "never").exists()


def test_what_was_uploaded_comes_again_as_it_was(peaks: Path) -> None:
    key = FORTE.key(MediaKind.UPLOAD, "rec_1")
    FORTE.put(key, peaks, content_type="audio/mp4")
    FORTE.bring_again(key)
    assert stored(key)["Body"].read() == b"packed peaks"


def test_what_never_came_does_not_come_again(aws: None) -> None:
    with pytest.raises(NothingThere):
        FORTE.bring_again(FORTE.key(MediaKind.UPLOAD, "never"))


def refusing(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Lets S3 answer everything with this error."""

    def refuse(**_: Any) -> None:
        raise ClientError({"Error": {"Code": code}}, "GetObject")

    client = SimpleNamespace(get_object=refuse, head_object=refuse, delete_object=refuse)
    monkeypatch.setattr(media, "_client", lambda _: client)


def test_what_it_may_not_read_is_as_good_as_not_there(
    aws: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    refusing(monkeypatch, "AccessDenied")
    assert FORTE.size(PEAKS) is None
    with pytest.raises(NothingThere):
        FORTE.fetch(PEAKS, tmp_path / "never")


def test_trouble_of_s3_is_not_taken_for_nothing(
    aws: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    refusing(monkeypatch, "SlowDown")
    with pytest.raises(ClientError, match="SlowDown"):
        FORTE.size(PEAKS)
    with pytest.raises(ClientError, match="SlowDown"):
        FORTE.fetch(PEAKS, tmp_path / "never")
    with pytest.raises(ClientError, match="SlowDown"):
        FORTE.remove_exactly(PEAKS, "etag")
