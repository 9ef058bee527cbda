"""Uploads for tests: announced through the door, put where the form says, and told to whom they wake."""

import hashlib
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import boto3
import pytest

from functions.events.recordings import bring_upload_again, reject_lapsed_upload, transcode_recording
from tests.support.door import Call, Reply
from tests.support.paper_sagas import PaperSchedules
from tests.support.school import School
from tutti.kit.caller import Caller
from tutti.kit.clock import utc_now
from tutti.kit.facts import Envelope, envelope
from tutti.kit.ids import new_id
from tutti.kit.settings import setting
from tutti.recordings.facts import UploadLapsed
from tutti.recordings.sound import Prepared, Unplayable
from tutti.recordings.sound.unplayable import Silent, TooLong
from tutti.recordings.store import StorageStore

SONG = b"a song, as a phone keeps it"
SILENCE = b"nothing to be heard"
ENDLESS = b"a song without an end"
TIMES = 2
"""How much larger a recording is than its upload."""
UNFIT: dict[bytes, type[Unplayable]] = {SILENCE: Silent, ENDLESS: TooLong}


def prepare_on_paper(source: Path, workdir: Path, *, limit: Any) -> Prepared:
    """What `prepare` makes of these few bytes, without any sound."""
    content = source.read_bytes()
    if content in UNFIT:
        raise UNFIT[content]
    audio, peaks = workdir / "audio.m4a", workdir / "peaks.json"
    audio.write_bytes(content * TIMES)
    peaks.write_bytes(b"peaks")
    return Prepared(
        audio,
        peaks,
        duration_ms=12_345,
        sample_rate=48_000,
        channels=1,
        loudness_lufs=-23.0,
        peak_dbfs=-1.5,
        was_remuxed=False,
    )


def kept(content: bytes) -> int:
    """How many bytes the studio keeps of this upload."""
    return len(content) * TIMES + len(b"peaks")


class Uploads:
    """What the people of one school upload."""

    def __init__(self, school: School, changes: pytest.MonkeyPatch) -> None:
        self.school = school
        self.timers = PaperSchedules()
        changes.setattr("tutti.kit.due.SchedulerSchedules", lambda: self.timers)
        changes.setattr("tutti.recordings.sound.prepare", prepare_on_paper)

    def announce(self, by: Caller, content: bytes = SONG, **other: Any) -> Reply:
        """The reply to an announced recording."""
        usual = {"title": "Sonatina", "content_type": "audio/mp4", "bytes": len(content)}
        return Call().announce_recording(usual | other, by=by)  # type: ignore[no-any-return]

    def announce_file(self, by: Caller, content: bytes, **other: Any) -> Reply:
        """The reply to an announced file."""
        usual = {"title": "Score", "content_type": "application/pdf", "bytes": len(content)}
        return Call().announce_file(usual | other, by=by)  # type: ignore[no-any-return]

    def send(self, deposit_id: str, content: bytes = SONG) -> None:
        """The browser uploads; nobody is woken yet."""
        s3().put_object(Bucket=setting("MEDIA_BUCKET"), Key=self.key(deposit_id), Body=content)

    def wake(self, deposit_id: str, *, scan: str | None = None) -> list[Any]:
        """The queue delivers that it came; gives what it shall deliver again."""
        came = {
            "Records": [{"eventName": "ObjectCreated:Post", "s3": {"object": {"key": self.key(deposit_id)}}}]
        }
        detail = {"s3ObjectDetails": {"objectKey": self.key(deposit_id)}}
        scanned = {"detail": detail | {"scanResultDetails": {"scanResultStatus": scan}}}
        message = {"messageId": new_id("msg"), "body": json.dumps(scanned if scan else came)}
        reply = transcode_recording.handler({"Records": [message]}, SimpleNamespace(aws_request_id="req"))
        again: list[Any] = reply["batchItemFailures"]
        return again

    def arrive(self, by: Caller, content: bytes = SONG, **other: Any) -> str:
        """Announced, uploaded and looked at; gives its id."""
        recording_id: str = self.announce(by, content, **other)["recording"]["id"]
        self.send(recording_id, content)
        assert self.wake(recording_id) == []
        return recording_id

    def arrive_file(self, by: Caller, content: bytes, **other: Any) -> str:
        """The same for a file."""
        file_id: str = self.announce_file(by, content, **other)["file"]["id"]
        self.send(file_id, content)
        assert self.wake(file_id) == []
        return file_id

    def bring_again(self) -> None:
        """What the consumer does that hears that a recording shall be made anew."""
        fact = self.told("TranscodingAsked")[-1]
        bring_upload_again.handler.once(fact)

    def lapse(self, deposit_id: str) -> None:
        """The hour is over."""
        tell_lapsed(self.school, deposit_id)

    def key(self, deposit_id: str) -> str:
        return f"uploads/{self.school.studio.id}/{deposit_id}"

    def objects(self) -> list[str]:
        """What lies in the bucket of this school, without the folder's and the school's name in front."""
        own = f"/{self.school.studio.id}/"
        found = s3().list_objects_v2(Bucket=setting("MEDIA_BUCKET")).get("Contents", [])
        return sorted(one["Key"].replace(own, "/") for one in found if own in one["Key"])

    def storage(self) -> tuple[int, int]:
        """The bytes in use and reserved, as the office reads them."""
        reply = Call().get_storage(by=self.school.owner)
        return reply["used"], reply["reserved"]

    def reserved_by(self, who: Caller) -> int:
        """The bytes that this person's uploads reserve."""
        key = StorageStore(self.school.tenant).key_of(who.person_id)
        found = self.school.tenant.table.get(key)
        return int(found.reserved) if found else 0

    def told(self, *names: str) -> list[Envelope]:
        """The facts of these names, in the order told."""
        tenant = self.school.tenant
        lines = tenant.table.all(tenant.partition("AUDIT", utc_now().strftime("%Y-%m")))
        facts = [Envelope.model_validate_json(line.body) for line in lines]
        return [fact for fact in facts if fact.name in names]


def tell_lapsed(school: School, deposit_id: str) -> None:
    """Somebody's hour is over: the consumer hears it."""
    fact = envelope(school.tenant, UploadLapsed(subject=deposit_id), utc_now())
    reject_lapsed_upload.handler.once(fact)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def s3() -> Any:
    return boto3.client("s3")
