"""A recording is made anew from its upload, while it can be heard as it is."""

from datetime import timedelta
from typing import Any

import pytest
from botocore.endpoint import DEFAULT_TIMEOUT

from functions.events.recordings import bring_upload_again
from tests.events.recordings.test_transcoders_die import later
from tests.support.door import Call, Reply
from tests.support.killing import killed_after
from tests.support.people import a_family, a_student
from tests.support.school import School
from tests.support.uploads import SONG, Uploads, kept, s3
from tutti.kit.caller import Caller
from tutti.kit.clock import utc_now
from tutti.kit.role import Role
from tutti.kit.settings import setting


@pytest.fixture
def child(forte: School) -> Caller:
    return forte.caller(Role.STUDENT, a_student(forte, a_family(forte)).id)


@pytest.fixture
def recording_id(uploads: Uploads, child: Caller) -> str:
    return uploads.arrive(child, student_id=child.person_id)


def ask(call: Call, by: Caller, recording_id: str) -> Reply:
    reply: Reply = call.transcode_again(by=by, recording_id=recording_id)
    return reply


def shown(call: Call, forte: School, recording_id: str) -> Any:
    return call.get_recording(by=forte.owner, recording_id=recording_id).body


def failed(uploads: Uploads, child: Caller, monkeypatch: pytest.MonkeyPatch) -> str:
    """A recording whose transcoder died to the last."""
    recording_id: str = uploads.announce(child, student_id=child.person_id)["recording"]["id"]
    uploads.send(recording_id)
    with killed_after(2):
        uploads.wake(recording_id)
    with later(monkeypatch):
        uploads.lapse(recording_id)
    return recording_id


def test_it_can_be_heard_until_it_is_made_anew(
    uploads: Uploads, recording_id: str, call: Call, forte: School
) -> None:
    reply = ask(call, forte.owner, recording_id)
    assert (reply.status, reply["state"]) == (202, "ready")
    uploads.bring_again()
    assert uploads.wake(recording_id) == []
    assert shown(call, forte, recording_id)["revision"] == 2


def test_of_a_recording_made_anew_the_latest_is_kept_and_counted(
    uploads: Uploads, recording_id: str, call: Call, forte: School
) -> None:
    ask(call, forte.owner, recording_id)
    uploads.wake(recording_id)
    assert uploads.storage() == (kept(SONG), 0)
    assert uploads.objects() == [
        f"renditions/{recording_id}/2/audio.m4a",
        f"renditions/{recording_id}/2/peaks.json",
        f"uploads/{recording_id}",
    ]


def test_it_is_made_anew_once_however_often_that_is_asked_and_told(
    uploads: Uploads, recording_id: str, call: Call, forte: School
) -> None:
    ask(call, forte.owner, recording_id)
    ask(call, forte.owner, recording_id)
    uploads.wake(recording_id)
    uploads.wake(recording_id)
    assert len(uploads.told("TranscodingAsked")) == 1
    assert shown(call, forte, recording_id)["revision"] == 2


@pytest.mark.parametrize("doings", range(1, 8))
def test_it_stays_as_it_was_when_making_it_anew_fails(
    uploads: Uploads,
    recording_id: str,
    call: Call,
    forte: School,
    monkeypatch: pytest.MonkeyPatch,
    doings: int,
) -> None:
    ask(call, forte.owner, recording_id)
    with killed_after(doings):
        uploads.wake(recording_id)
    with later(monkeypatch):
        uploads.lapse(recording_id)
    found = shown(call, forte, recording_id)
    assert (found["state"], uploads.storage()) == ("ready", (kept(SONG), 0))
    assert uploads.objects() == [
        f"renditions/{recording_id}/{found['revision']}/audio.m4a",
        f"renditions/{recording_id}/{found['revision']}/peaks.json",
        f"uploads/{recording_id}",
    ]
    assert uploads.told("RecordingRejected") == []


def test_what_failed_on_our_side_its_family_may_try_again(
    uploads: Uploads, child: Caller, call: Call, forte: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording_id = failed(uploads, child, monkeypatch)
    reply = ask(call, child, recording_id)
    assert (reply.status, reply["state"], uploads.storage()) == (202, "processing", (0, len(SONG)))
    uploads.bring_again()
    uploads.wake(recording_id)
    assert shown(call, forte, recording_id)["state"] == "ready"
    assert uploads.storage() == (kept(SONG), 0)


def test_what_can_be_heard_only_staff_let_be_made_anew(recording_id: str, child: Caller, call: Call) -> None:
    assert ask(call, child, recording_id).problem == "NotYours"


def test_what_was_rejected_for_its_content_is_not_tried_again(
    uploads: Uploads, call: Call, forte: School
) -> None:
    recording_id = uploads.arrive(forte.owner, b"nothing to be heard")
    assert ask(call, forte.owner, recording_id).problem == "NothingToRepeat"


def test_nothing_is_made_anew_once_the_upload_has_expired(
    uploads: Uploads, recording_id: str, call: Call, forte: School
) -> None:
    s3().delete_object(Bucket=setting("MEDIA_BUCKET"), Key=uploads.key(recording_id))
    assert ask(call, forte.owner, recording_id).problem == "UploadGone"


def test_nothing_is_made_anew_after_a_month_however_often_the_upload_was_brought_again(
    uploads: Uploads, recording_id: str, call: Call, forte: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days, problem in ((29, None), (30, "UploadGone")):
        then = utc_now() + timedelta(days=days)
        monkeypatch.setattr("functions.api.recordings.transcode_again.utc_now", lambda then=then: then)
        assert ask(call, forte.owner, recording_id).problem == problem
        uploads.bring_again()
        uploads.wake(recording_id)


def test_bringing_an_upload_again_takes_its_time() -> None:
    assert bring_upload_again.handler.door.timeout > DEFAULT_TIMEOUT


def test_a_recording_is_never_made_anew_from_another_upload(
    uploads: Uploads, recording_id: str, call: Call, forte: School
) -> None:
    uploads.send(recording_id, SONG[::-1])
    ask(call, forte.owner, recording_id)
    assert uploads.wake(recording_id) == []
    found = shown(call, forte, recording_id)
    assert (found["state"], found["revision"], uploads.storage()) == ("ready", 1, (kept(SONG), 0))
    assert ask(call, forte.owner, recording_id).problem == "UploadGone"


def test_an_upload_that_expires_meanwhile_leaves_the_recording_as_it_was(
    uploads: Uploads, recording_id: str, call: Call, forte: School
) -> None:
    ask(call, forte.owner, recording_id)
    s3().delete_object(Bucket=setting("MEDIA_BUCKET"), Key=uploads.key(recording_id))
    uploads.bring_again()
    assert shown(call, forte, recording_id)["state"] == "ready"
    assert ask(call, forte.owner, recording_id).problem == "UploadGone"


def test_whoever_does_not_see_it_cannot_have_it_made_anew(
    recording_id: str, call: Call, forte: School, allegro: School
) -> None:
    for who in (forte.teacher, forte.guardian, allegro.owner):
        assert ask(call, who, recording_id).problem == "NoSuchRecording"
