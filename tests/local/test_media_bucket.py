"""The media bucket as the app describes it: what its forms and links are good for, and for whom."""

import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep

import httpx
import pytest
from botocore.exceptions import ClientError

from local.place import REGION
from tests.local.emulator import VERSION, Emulator, eventually
from tests.support.media_cloud import ACCOUNT, BUCKET, QUEUE, as_function_of, put_up
from tutti.kit.media import MediaKind, NothingThere, TenantMedia, UploadForm
from tutti.kit.settings import setting
from tutti.kit.signing import signed_form, signed_link
from tutti.kit.tenant import Tenant

PAGE = "http://127.0.0.1:4600"
FORTE, ALLEGRO = TenantMedia(Tenant("stu_forte")), TenantMedia(Tenant("stu_allegro"))
SONG = b"0123456789" * 1000
AUDIO = FORTE.key(MediaKind.RENDITION, "rec_1", "1", "audio.m4a")
FOREIGN = ALLEGRO.key(MediaKind.RENDITION, "rec_1", "1", "audio.m4a")
JSON = "application/json"
NOTING = """
import boto3
def handler(event, context):
    for record in event["Records"]:
        boto3.client("ssm").put_parameter(
            Name="/told/" + record["messageId"], Value=record["body"], Type="String"
        )
"""


@pytest.fixture(scope="module", autouse=True)
def bucket(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    put_up(emulator, tmp_path_factory.mktemp("house"), PAGE)
    with as_function_of(emulator):
        yield


@pytest.fixture(scope="module", autouse=True)
def song(bucket: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("song") / "song"
    path.write_bytes(SONG)
    for media, key in ((FORTE, AUDIO), (ALLEGRO, FOREIGN)):
        media.put(key, path, content_type="audio/mp4")
    return path


def form(name: str = "rec_1", *, size: int = 100, now: datetime | None = None) -> UploadForm:
    return FORTE.upload_form(name, size=size, content_type="audio/mp4", now=now or datetime.now(UTC))


def posted(
    to: UploadForm, content: bytes = b"x", changed: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """What S3 answers to the form with these fields changed."""
    fields = to.fields | dict(changed or {})
    reply = httpx.post(to.url, data=fields, files={"file": content}, trust_env=False)
    return reply.status_code, reply.text


def forged(key: str, role: str = "UPLOAD_ROLE_ARN") -> UploadForm:
    """A form for any key, signed by this school's credentials."""
    fields = {"key": key, "Content-Type": "audio/mp4", "success_action_status": "201"}
    until = datetime.now(UTC) + timedelta(minutes=5)
    signed = signed_form(FORTE._credentials(role), fields, [{"bucket": BUCKET}], until)
    return UploadForm(url=setting("MEDIA_URL"), fields=signed, expires_at=until)


def link_to(key: str, lasts: timedelta = timedelta(minutes=1)) -> str:
    """A link to any key, signed by this school's credentials."""
    credentials = FORTE._credentials("LISTEN_ROLE_ARN")
    return signed_link(credentials, f"{setting('MEDIA_URL')}/{key}", {"response-content-type": JSON}, lasts)


def read(url: str, **headers: str) -> httpx.Response:
    return httpx.get(url, headers={"Origin": PAGE, **headers}, trust_env=False)


def listen(content_type: str = "audio/mp4") -> str:
    return FORTE.signed_url(AUDIO, content_type=content_type, now=datetime.now(UTC)).url


def test_a_form_brings_what_it_was_made_for() -> None:
    assert posted(form("rec_whole"), b"x" * 100)[0] == 201
    assert FORTE.size(FORTE.key(MediaKind.UPLOAD, "rec_whole")) == 100


@pytest.mark.parametrize(("content", "says"), [(b"x" * 101, "EntityTooLarge"), (b"", "EntityTooSmall")])
def test_a_form_brings_no_more_than_was_announced_and_not_nothing(content: bytes, says: str) -> None:
    status, words = posted(form(), content)
    assert (status, says in words) == (400, True)


@pytest.mark.parametrize(
    "changed",
    [
        {"key": "uploads/stu_allegro/rec_1"},
        {"key": "uploads/stu_forte/rec_2"},
        {"Content-Type": "text/html"},
        {"success_action_status": "200"},
        {"x-amz-meta-more": "more"},
        {"x-amz-signature": "0" * 64},
        {"tagging": "<Tagging><TagSet></TagSet></Tagging>"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_form_that_was_changed_brings_nothing(changed: dict[str, str]) -> None:
    assert posted(form(), changed=changed)[0] == 403


def test_a_form_is_good_for_a_quarter_of_an_hour() -> None:
    assert "expired" in posted(form(now=datetime.now(UTC) - timedelta(minutes=16)))[1]


@pytest.mark.parametrize(
    "key", ["uploads/stu_allegro/rec_1", "renditions/stu_forte/rec_1/1/audio.m4a", "rec_1"]
)
def test_a_school_signs_no_form_but_for_its_own_uploads(key: str) -> None:
    assert posted(forged(key))[0] == 403


def test_who_may_listen_signs_no_form() -> None:
    assert posted(forged("uploads/stu_forte/rec_1", "LISTEN_ROLE_ARN"))[0] == 403


def test_a_link_plays_in_ranges() -> None:
    whole, part = read(listen()), read(listen(), Range="bytes=5-9")
    assert (whole.status_code, whole.content, whole.headers["accept-ranges"]) == (200, SONG, "bytes")
    assert (part.status_code, part.content) == (206, b"56789")
    assert part.headers["content-range"] == f"bytes 5-9/{len(SONG)}"
    assert read(listen(), Range="bytes=-3").content == SONG[-3:]
    assert read(listen(), Range="bytes=20000-").status_code == 416


def test_a_link_says_what_it_is_and_cannot_be_made_to_say_otherwise() -> None:
    assert read(listen()).headers["content-type"] == "audio/mp4"
    assert read(listen().replace("audio%2Fmp4", "text%2Fhtml")).status_code == 403


def test_a_link_opens_one_object_and_only_to_read() -> None:
    assert read(listen().replace("rec_1", "rec_2")).status_code == 403
    for method in ("PUT", "DELETE"):
        assert httpx.request(method, listen(), trust_env=False).status_code == 403


def test_a_link_does_not_last() -> None:
    url = link_to(AUDIO, timedelta(seconds=1))
    sleep(2.1)
    assert read(url).status_code == 403


@pytest.mark.parametrize("key", [FOREIGN, FORTE.key(MediaKind.UPLOAD, "rec_whole")])
def test_a_school_signs_no_link_to_another_s_recordings_nor_to_uploads(key: str) -> None:
    assert read(link_to(key)).status_code == 403


def test_nobody_reads_or_brings_anything_without_a_signature() -> None:
    assert read(f"{setting('MEDIA_URL')}/{AUDIO}").status_code == 403
    unsigned = UploadForm(url=setting("MEDIA_URL"), fields={"key": "uploads/x"}, expires_at=datetime.now(UTC))
    assert posted(unsigned)[0] == 403


def test_packed_peaks_come_unpacked_to_the_browser(tmp_path: Path) -> None:
    key = FORTE.key(MediaKind.RENDITION, "rec_1", "1", "peaks.json")
    (tmp_path / "peaks").write_bytes(gzip.compress(b'{"data": [1]}'))
    FORTE.put(key, tmp_path / "peaks", content_type=JSON, encoding="gzip")
    reply = read(FORTE.signed_url(key, content_type=JSON, now=datetime.now(UTC)).url)
    assert (reply.headers["content-encoding"], reply.json()) == ("gzip", {"data": [1]})


@pytest.mark.parametrize("act", ["fetch", "put", "size", "remove", "copy", "copy out", "list"])
def test_a_worker_touches_nothing_of_another_school(act: str, song: Path, tmp_path: Path) -> None:
    acts: dict[str, Callable[[], object]] = {
        "put": lambda: FORTE.put(FOREIGN, song, content_type="audio/mp4"),
        "remove": lambda: FORTE.remove([FOREIGN]),
        "copy": lambda: _copied(FOREIGN, AUDIO),
        "copy out": lambda: _copied(AUDIO, FOREIGN),
        "list": lambda: FORTE._client.list_objects_v2(Bucket=BUCKET, Prefix="uploads/stu_forte/"),
    }
    if act == "fetch":
        with pytest.raises(NothingThere):
            FORTE.fetch(FOREIGN, tmp_path / "stolen")
    elif act == "size":
        assert FORTE.size(FOREIGN) is None
    else:
        with pytest.raises(ClientError, match="AccessDenied"):
            acts[act]()
    assert ALLEGRO.size(FOREIGN) == len(SONG)


def _copied(source: str, target: str) -> None:
    FORTE._client.copy_object(Bucket=BUCKET, Key=target, CopySource={"Bucket": BUCKET, "Key": source})


def test_the_page_may_post_and_read_across_origins_and_no_other_page() -> None:
    asked = {"Access-Control-Request-Method": "POST"}
    allowed, refused = (
        httpx.options(setting("MEDIA_URL"), headers={"Origin": origin, **asked}, trust_env=False)
        for origin in (PAGE, "https://elsewhere.example")
    )
    assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (200, PAGE)
    assert refused.status_code == 403
    assert "Content-Range" in read(listen(), Range="bytes=0-1").headers["access-control-expose-headers"]


def test_what_is_uploaded_and_nothing_else_wakes_a_function(emulator: Emulator, song: Path) -> None:
    listen_at_the_queue(emulator)
    FORTE.put(FORTE.key(MediaKind.FILE, "fil_1"), song, content_type="application/pdf")
    posted(form("rec_told"))
    told = eventually(lambda: "uploads/stu_forte/rec_told" in (keys := told_of(emulator)) and keys)
    assert all(key.startswith("uploads/") for key in told)
    FORTE.bring_again("uploads/stu_forte/rec_told")
    eventually(lambda: told_of(emulator).count("uploads/stu_forte/rec_told") == 2)


def listen_at_the_queue(emulator: Emulator) -> None:
    """Puts up a function that notes what it is told, as the app's own is put up."""
    arn = emulator.function("note-uploads", NOTING)
    queue = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{QUEUE}"
    takes = [f"sqs:{verb}" for verb in ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")]
    rights = [
        {"Effect": "Allow", "Action": takes, "Resource": queue},
        {"Effect": "Allow", "Action": "ssm:PutParameter", "Resource": "*"},
    ]
    document = json.dumps({"Version": VERSION, "Statement": rights})
    emulator.client("iam").put_role_policy(
        RoleName="note-uploads-role", PolicyName="own", PolicyDocument=document
    )
    emulator.client("lambda").create_event_source_mapping(
        FunctionName=arn, EventSourceArn=queue, BatchSize=1, ScalingConfig={"MaximumConcurrency": 2}
    )


def told_of(emulator: Emulator) -> list[str]:
    """The keys that the function was told of."""
    notes = emulator.client("ssm").get_parameters_by_path(Path="/told")["Parameters"]
    bodies = [json.loads(note["Value"]) for note in notes]
    return [record["s3"]["object"]["key"] for body in bodies for record in body.get("Records", [])]
