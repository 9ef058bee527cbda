"""Uploads arrive: once, twice, late, damaged, for what was deleted, or never."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.door import Call
from tests.support.school import School
from tests.support.uploads import ENDLESS, SILENCE, SONG, Uploads, kept, sha256
from tutti.kit.clock import utc_now
from tutti.recordings.arriving import DEAD_AFTER


def shown(call: Call, forte: School, recording_id: str) -> Any:
    return call.get_recording(by=forte.owner, recording_id=recording_id).body


@pytest.fixture
def announced(uploads: Uploads, forte: School) -> str:
    recording_id: str = uploads.announce(forte.owner, sha256=sha256(SONG))["recording"]["id"]
    return recording_id


def test_an_upload_becomes_a_recording(uploads: Uploads, call: Call, forte: School) -> None:
    recording_id = uploads.arrive(forte.owner)
    assert shown(call, forte, recording_id)["revision"] == 1
    assert uploads.objects() == [
        f"renditions/{recording_id}/1/audio.m4a",
        f"renditions/{recording_id}/1/peaks.json",
        f"uploads/{recording_id}",
    ]
    assert [fact.data["revision"] for fact in uploads.told("RecordingReady")] == [1]


def test_the_reservation_becomes_what_is_kept(uploads: Uploads, announced: str) -> None:
    assert uploads.storage() == (0, len(SONG))
    uploads.send(announced)
    uploads.wake(announced)
    assert uploads.storage() == (kept(SONG), 0)


def test_a_duplicate_event_makes_no_second_recording(uploads: Uploads, announced: str) -> None:
    uploads.send(announced)
    for _ in range(3):
        assert uploads.wake(announced) == []
    assert len(uploads.told("RecordingReady")) == 1
    assert uploads.storage() == (kept(SONG), 0)
    assert len(uploads.objects()) == 3


def test_what_arrives_damaged_is_rejected_and_may_be_sent_again(
    uploads: Uploads, announced: str, call: Call, forte: School
) -> None:
    uploads.send(announced, b"x" * len(SONG))
    uploads.wake(announced)
    rejection = shown(call, forte, announced)["rejection"]
    assert rejection["code"] == "ArrivedDamaged"
    assert rejection["message"] == "It arrived damaged; please send it again."
    assert (uploads.objects(), uploads.storage()) == ([], (0, 0))
    uploads.send(announced)
    uploads.wake(announced)
    assert shown(call, forte, announced)["state"] == "ready"


def test_a_late_echo_of_what_arrived_damaged_changes_nothing(
    uploads: Uploads, announced: str, call: Call, forte: School
) -> None:
    uploads.send(announced, SONG[:5])
    uploads.wake(announced)
    uploads.wake(announced)
    assert shown(call, forte, announced)["rejection"]["code"] == "ArrivedDamaged"
    assert len(uploads.told("RecordingRejected")) == 1
    assert uploads.storage() == (0, 0)


def test_half_an_upload_is_damaged_also_without_a_checksum(
    uploads: Uploads, call: Call, forte: School
) -> None:
    recording_id = uploads.announce(forte.owner)["recording"]["id"]
    uploads.send(recording_id, SONG[:10])
    uploads.wake(recording_id)
    assert shown(call, forte, recording_id)["rejection"]["code"] == "ArrivedDamaged"


@pytest.mark.parametrize(("content", "code"), [(SILENCE, "Silent"), (ENDLESS, "TooLong")])
def test_what_is_no_fit_recording_is_rejected_in_words_and_leaves_nothing(
    uploads: Uploads, call: Call, forte: School, content: bytes, code: str
) -> None:
    recording_id = uploads.arrive(forte.owner, content)
    found = shown(call, forte, recording_id)
    assert (found["state"], found["rejection"]["code"]) == ("rejected", code)
    assert len(found["rejection"]["message"]) > 20
    assert (uploads.objects(), uploads.storage()) == ([], (0, 0))
    assert [fact.data["code"] for fact in uploads.told("RecordingRejected")] == [code]


def test_an_upload_for_a_deleted_recording_is_removed(
    uploads: Uploads, announced: str, call: Call, forte: School
) -> None:
    call.remove_recording(by=forte.owner, recording_id=announced)
    uploads.send(announced)
    assert uploads.wake(announced) == []
    assert (uploads.objects(), uploads.storage()) == ([], (0, 0))


def test_an_upload_of_what_was_never_announced_is_removed(uploads: Uploads) -> None:
    stray = "rec_00000000000000000000000000"
    uploads.send(stray)
    assert uploads.wake(stray) == []
    assert uploads.objects() == []


def test_what_never_arrives_is_rejected_after_its_hour_and_reserves_nothing(
    uploads: Uploads, announced: str, call: Call, forte: School
) -> None:
    [at] = uploads.timers.names.values()
    assert timedelta(minutes=59) < at - utc_now() <= timedelta(hours=1)
    uploads.lapse(announced)
    assert shown(call, forte, announced)["rejection"]["code"] == "NeverArrived"
    assert uploads.storage() == (0, 0)


def test_what_arrives_after_its_hour_is_taken_all_the_same(
    uploads: Uploads, announced: str, call: Call, forte: School
) -> None:
    uploads.lapse(announced)
    uploads.send(announced)
    uploads.wake(announced)
    assert shown(call, forte, announced)["state"] == "ready"
    assert uploads.storage() == (kept(SONG), 0)


def test_the_hour_changes_nothing_for_what_is_ready(uploads: Uploads, call: Call, forte: School) -> None:
    recording_id = uploads.arrive(forte.owner)
    uploads.lapse(recording_id)
    assert shown(call, forte, recording_id)["state"] == "ready"
    assert len(uploads.objects()) == 3


def test_the_hour_changes_nothing_for_what_was_deleted(
    uploads: Uploads, announced: str, call: Call, forte: School
) -> None:
    call.remove_recording(by=forte.owner, recording_id=announced)
    uploads.lapse(announced)
    assert uploads.storage() == (0, 0)


def test_a_renamed_recording_becomes_ready_under_its_new_name(
    uploads: Uploads, announced: str, call: Call, forte: School
) -> None:
    call.update_recording({"title": "Encore", "version": 1}, by=forte.owner, recording_id=announced)
    uploads.send(announced)
    uploads.wake(announced)
    found = shown(call, forte, announced)
    assert (found["title"], found["state"]) == ("Encore", "ready")


@pytest.mark.parametrize(
    ("scan", "code"),
    [("THREATS_FOUND", "ThreatFound"), ("UNSUPPORTED", "NotScanned"), ("FAILED", "NotScanned")],
)
def test_what_the_scan_does_not_let_through_is_rejected_unread(
    uploads: Uploads, announced: str, call: Call, forte: School, scan: str, code: str
) -> None:
    uploads.send(announced)
    assert uploads.wake(announced, scan=scan) == []
    assert shown(call, forte, announced)["rejection"]["code"] == code
    assert (uploads.objects(), uploads.storage()) == ([], (0, 0))


def test_what_the_scan_finds_clean_becomes_a_recording(
    uploads: Uploads, announced: str, call: Call, forte: School
) -> None:
    uploads.send(announced)
    uploads.wake(announced, scan="NO_THREATS_FOUND")
    assert shown(call, forte, announced)["state"] == "ready"


def test_the_studios_limit_is_what_a_recording_is_measured_by(
    uploads: Uploads, announced: str, call: Call, forte: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[timedelta] = []

    def noting(*_: Any, limit: timedelta) -> None:
        limits.append(limit)
        raise RuntimeError

    monkeypatch.setattr("tutti.recordings.sound.prepare", noting)
    profile = call.get_studio(by=forte.owner).body
    policy = profile["policy"] | {"recording_minutes": 25}
    update = {name: value for name, value in profile.items() if name not in ("id", "plan")}
    assert call.update_studio(update | {"policy": policy}, by=forte.owner).status == 200
    uploads.send(announced)
    uploads.wake(announced)
    assert limits == [timedelta(minutes=25)]


def test_whoever_opens_an_upload_is_given_up_for_dead_after_a_while() -> None:
    assert timedelta(seconds=300) < DEAD_AFTER
