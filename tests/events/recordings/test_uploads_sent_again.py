"""A form is good for a while, so another upload may come in place of the first: the newer one is not lost."""

from typing import Any

import pytest

from tests.events.recordings.test_transcoders_die import later
from tests.support.door import Call
from tests.support.killing import killed_after
from tests.support.school import School
from tests.support.uploads import SONG, Uploads, kept, sha256
from tutti.kit.media import TenantMedia
from tutti.recordings import arriving

CLEAN = "NO_THREATS_FOUND"
DAMAGED = SONG[::-1]


def shown(call: Call, forte: School, recording_id: str) -> Any:
    return call.get_recording(by=forte.owner, recording_id=recording_id).body


@pytest.fixture
def announced(uploads: Uploads, forte: School) -> str:
    recording_id: str = uploads.announce(forte.owner, sha256=sha256(SONG))["recording"]["id"]
    return recording_id


def sent_while_worked_on(
    uploads: Uploads, recording_id: str, monkeypatch: pytest.MonkeyPatch, scan: str | None = None
) -> list[int]:
    """The good one comes while somebody has the first one in work; gives how often it is told of again."""
    prepare, again = arriving._made, list[int]()

    def overtaken(*args: Any) -> Any:
        monkeypatch.setattr(arriving, "_made", prepare)
        uploads.send(recording_id)
        again.append(len(uploads.wake(recording_id, scan=scan)))
        return prepare(*args)

    monkeypatch.setattr(arriving, "_made", overtaken)
    return again


def test_what_comes_while_a_bad_one_is_worked_on_becomes_the_recording(
    uploads: Uploads, announced: str, call: Call, forte: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads.send(announced, DAMAGED)
    again = sent_while_worked_on(uploads, announced, monkeypatch)
    assert (len(uploads.wake(announced)), again) == (1, [1])
    assert uploads.told("RecordingRejected") == []
    with later(monkeypatch):
        assert [uploads.wake(announced), uploads.wake(announced)] == [[], []]
    assert shown(call, forte, announced)["state"] == "ready"
    assert uploads.storage() == (kept(SONG), 0)


def test_rejecting_one_upload_leaves_the_next_that_cannot_be_seen_yet(
    uploads: Uploads, announced: str, call: Call, forte: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads.send(announced, DAMAGED)
    again = sent_while_worked_on(uploads, announced, monkeypatch, CLEAN)
    with monkeypatch.context() as unseen:
        unseen.setattr(TenantMedia, "etag", lambda *_: None)
        assert (uploads.wake(announced, scan=CLEAN), again) == ([], [1])
    assert shown(call, forte, announced)["rejection"]["code"] == "ArrivedDamaged"
    assert uploads.objects() == [f"uploads/{announced}"]
    assert uploads.wake(announced, scan=CLEAN) == []
    assert shown(call, forte, announced)["state"] == "ready"


def test_what_was_found_clean_but_cannot_be_read_yet_is_looked_at_again(
    uploads: Uploads, announced: str, call: Call, forte: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(uploads.wake(announced, scan=CLEAN)) == 1
    assert shown(call, forte, announced)["state"] == "processing"
    uploads.send(announced)
    with later(monkeypatch):
        assert uploads.wake(announced, scan=CLEAN) == []
    assert shown(call, forte, announced)["state"] == "ready"
    assert uploads.told("RecordingRejected") == []


def test_what_comes_late_and_cannot_be_read_yet_is_looked_at_again(
    uploads: Uploads, announced: str, call: Call, forte: School
) -> None:
    uploads.lapse(announced)
    assert len(uploads.wake(announced, scan=CLEAN)) == 1
    uploads.send(announced)
    assert uploads.wake(announced, scan=CLEAN) == []
    assert shown(call, forte, announced)["state"] == "ready"


def test_the_hour_takes_nothing_away_that_is_still_to_be_scanned(
    uploads: Uploads, announced: str, call: Call, forte: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads.send(announced)
    with monkeypatch.context() as unseen:
        unseen.setattr(TenantMedia, "size", lambda *_: None)
        uploads.lapse(announced)
    assert shown(call, forte, announced)["rejection"]["code"] == "NeverArrived"
    assert uploads.wake(announced, scan=CLEAN) == []
    assert shown(call, forte, announced)["state"] == "ready"


def test_a_late_echo_of_a_clean_scan_of_what_was_damaged_changes_nothing(
    uploads: Uploads, announced: str
) -> None:
    uploads.send(announced, DAMAGED)
    assert [uploads.wake(announced, scan=CLEAN), uploads.wake(announced, scan=CLEAN)] == [[], []]
    assert (len(uploads.told("RecordingRejected")), uploads.objects()) == (1, [])


def test_who_died_before_removing_what_was_damaged_has_it_rejected_once(
    uploads: Uploads, announced: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads.send(announced, DAMAGED)
    with killed_after(3) as done:
        uploads.wake(announced)
    assert done == ["write", "fetch", "write"]
    assert uploads.objects() == [f"uploads/{announced}"]
    with later(monkeypatch):
        assert uploads.wake(announced) == []
    assert (len(uploads.told("RecordingRejected")), uploads.objects()) == (1, [])
