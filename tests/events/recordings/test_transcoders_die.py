"""Whoever opens an upload dies: wherever that is, there is one recording in the end and nothing beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from tests.support.door import Call
from tests.support.killing import killed_after
from tests.support.school import School
from tests.support.uploads import SILENCE, SONG, Uploads, kept
from tutti.kit.clock import utc_now
from tutti.recordings import arriving, settling
from tutti.recordings.arriving import DEAD_AFTER

DOINGS_OF_A_RUN = range(1, 7)


@contextmanager
def later(monkeypatch: pytest.MonkeyPatch, by: timedelta = DEAD_AFTER * 2) -> Iterator[None]:
    """When the queue delivers again what nobody has finished."""
    with monkeypatch.context() as changes:
        for module in (arriving, settling):
            changes.setattr(module, "utc_now", lambda: utc_now() + by)
        yield


def shown(call: Call, forte: School, recording_id: str) -> Any:
    return call.get_recording(by=forte.owner, recording_id=recording_id).body


def announced(uploads: Uploads, forte: School, content: bytes = SONG) -> str:
    recording_id: str = uploads.announce(forte.owner, content)["recording"]["id"]
    uploads.send(recording_id, content)
    return recording_id


@pytest.mark.parametrize("doings", DOINGS_OF_A_RUN)
def test_a_killed_transcoder_comes_to_the_same_end_when_it_is_woken_again(
    uploads: Uploads, call: Call, forte: School, monkeypatch: pytest.MonkeyPatch, doings: int
) -> None:
    recording_id = announced(uploads, forte)
    with killed_after(doings):
        uploads.wake(recording_id)
    with later(monkeypatch):
        assert uploads.wake(recording_id) == []
    found = shown(call, forte, recording_id)
    assert found["state"] == "ready"
    assert uploads.storage() == (kept(SONG), 0)
    assert uploads.objects() == [
        f"renditions/{recording_id}/{found['revision']}/audio.m4a",
        f"renditions/{recording_id}/{found['revision']}/peaks.json",
        f"uploads/{recording_id}",
    ]
    assert len(uploads.told("RecordingReady")) == 1


@pytest.mark.parametrize("doings", range(1, 4))
def test_a_killed_rejection_leaves_nothing_when_it_is_woken_again(
    uploads: Uploads, call: Call, forte: School, monkeypatch: pytest.MonkeyPatch, doings: int
) -> None:
    recording_id = announced(uploads, forte, SILENCE)
    with killed_after(doings):
        uploads.wake(recording_id)
    with later(monkeypatch):
        uploads.wake(recording_id)
    assert shown(call, forte, recording_id)["rejection"]["code"] == "Silent"
    assert (uploads.objects(), uploads.storage()) == ([], (0, 0))
    assert len(uploads.told("RecordingRejected")) == 1


@pytest.mark.parametrize("doings", range(1, 5))
def test_what_killed_its_transcoder_to_the_last_says_that_it_failed_and_can_be_tried_again(
    uploads: Uploads, call: Call, forte: School, monkeypatch: pytest.MonkeyPatch, doings: int
) -> None:
    recording_id = announced(uploads, forte)
    with killed_after(doings):
        uploads.wake(recording_id)
    with later(monkeypatch):
        uploads.lapse(recording_id)
    rejection = shown(call, forte, recording_id)["rejection"]
    assert (rejection["code"], rejection["can_be_tried_again"]) == ("NotFinished", True)
    assert uploads.storage() == (0, 0)
    assert uploads.objects() == [f"uploads/{recording_id}"]


@pytest.mark.parametrize("doings", DOINGS_OF_A_RUN)
def test_what_is_deleted_after_its_transcoder_died_leaves_nothing(
    uploads: Uploads, call: Call, forte: School, monkeypatch: pytest.MonkeyPatch, doings: int
) -> None:
    recording_id = announced(uploads, forte)
    with killed_after(doings):
        uploads.wake(recording_id)
    call.remove_recording(by=forte.owner, recording_id=recording_id)
    with later(monkeypatch):
        uploads.wake(recording_id)
    assert (uploads.objects(), uploads.storage()) == ([], (0, 0))


def test_what_is_deleted_while_it_is_worked_on_leaves_nothing(
    uploads: Uploads, call: Call, forte: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording_id = announced(uploads, forte)
    prepare = arriving._made

    def deleted_meanwhile(*args: Any) -> Any:
        made = prepare(*args)
        assert call.remove_recording(by=forte.owner, recording_id=recording_id).status == 204
        return made

    monkeypatch.setattr(arriving, "_made", deleted_meanwhile)
    assert uploads.wake(recording_id) == []
    assert (uploads.objects(), uploads.storage()) == ([], (0, 0))


def test_a_second_event_comes_again_when_the_first_is_worked_on_no_more(
    uploads: Uploads, call: Call, forte: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording_id = announced(uploads, forte)
    prepare, seen = arriving._made, list[tuple[int, str]]()

    def told_twice(*args: Any) -> Any:
        monkeypatch.setattr(arriving, "_made", prepare)
        seen.append((len(uploads.wake(recording_id)), shown(call, forte, recording_id)["state"]))
        return prepare(*args)

    monkeypatch.setattr(arriving, "_made", told_twice)
    assert [uploads.wake(recording_id), uploads.wake(recording_id)] == [[], []]
    assert seen == [(1, "processing")]
    assert shown(call, forte, recording_id)["revision"] == 1
    assert uploads.storage() == (kept(SONG), 0)


def test_who_wakes_from_the_dead_takes_away_what_is_his_alone(
    uploads: Uploads, call: Call, forte: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording_id = announced(uploads, forte)
    prepare = arriving._made

    def overtaken(*args: Any) -> Any:
        monkeypatch.setattr(arriving, "_made", prepare)
        with later(monkeypatch):
            uploads.wake(recording_id)
        return prepare(*args)

    monkeypatch.setattr(arriving, "_made", overtaken)
    uploads.wake(recording_id)
    assert shown(call, forte, recording_id)["revision"] == 2
    assert uploads.storage() == (kept(SONG), 0)
    assert uploads.objects() == [
        f"renditions/{recording_id}/2/audio.m4a",
        f"renditions/{recording_id}/2/peaks.json",
        f"uploads/{recording_id}",
    ]


def test_the_hour_does_not_end_what_is_worked_on(
    uploads: Uploads, call: Call, forte: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording_id = announced(uploads, forte)
    with killed_after(1):
        uploads.wake(recording_id)
    with pytest.raises(Exception, match="still being worked on"):
        uploads.lapse(recording_id)
    assert shown(call, forte, recording_id)["state"] == "processing"


def test_a_mistake_of_ours_is_left_in_the_queue(
    uploads: Uploads, forte: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording_id = announced(uploads, forte)
    monkeypatch.setattr("tutti.recordings.sound.prepare", None)
    assert len(uploads.wake(recording_id)) == 1


@pytest.mark.parametrize("doings", range(1, 4))
def test_a_deletion_that_died_is_finished_by_the_next(
    uploads: Uploads, call: Call, forte: School, doings: int
) -> None:
    recording_id = uploads.arrive(forte.owner)
    with killed_after(doings):
        call.remove_recording(by=forte.owner, recording_id=recording_id)
    call.remove_recording(by=forte.owner, recording_id=recording_id)
    assert (uploads.objects(), uploads.storage()) == ([], (0, 0))
