"""The counted bytes are those of the items, the kept ones those of the bucket, whatever comes and goes."""

from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from tests.support.door import Call
from tests.support.killing import killed_after
from tests.support.school import a_school
from tests.support.sheet_files import a_png
from tests.support.uploads import SILENCE, SONG, Uploads, kept, s3
from tutti.kit.clock import utc_now
from tutti.kit.settings import setting
from tutti.recordings import arriving, settling
from tutti.recordings.arriving import DEAD_AFTER
from tutti.recordings.store import DocumentStore, RecordingStore
from tutti.studios.plan import Plan

LIMIT = 5 * kept(SONG)
CONTENTS = st.sampled_from([SONG, a_png(), SILENCE, b"a longer song" * 9])
DOINGS = st.none() | st.integers(1, 8)
SENDS = st.sampled_from(["all", "all", "half", "nothing"])
SCANS = st.sampled_from([None, None, None, "NO_THREATS_FOUND", "THREATS_FOUND", "FAILED"])


class TermOfUploads(RuleBasedStateMachine):
    """Everybody uploads, deletes and asks anew; functions die, are woken twice, too late and out of order."""

    changes: ClassVar[pytest.MonkeyPatch]
    deposits = Bundle("deposits")

    def __init__(self) -> None:
        super().__init__()
        self.school = a_school()
        self.owner = self.school.owner
        self.uploads = Uploads(self.school, self.changes)
        self.clock = [utc_now()]
        self.contents: dict[str, bytes] = {}
        for module in (arriving, settling):
            self.changes.setattr(module, "utc_now", lambda: self.clock[0])

    @rule(target=deposits, content=CONTENTS, is_file=st.booleans(), sends=SENDS)
    def hand_in(self, content: bytes, is_file: bool, sends: str) -> object:
        if is_file:
            reply = self.uploads.announce_file(self.owner, content)
        else:
            reply = self.uploads.announce(self.owner, content)
        if reply.problem == "StorageFull":
            return multiple()
        deposit_id: str = reply["file" if is_file else "recording"]["id"]
        self.contents[deposit_id] = content
        self.send(deposit_id, sends)
        return deposit_id

    @rule(deposit_id=deposits, sends=SENDS)
    def send(self, deposit_id: str, sends: str) -> None:
        content = self.contents[deposit_id]
        if sends != "nothing":
            self.uploads.send(deposit_id, content if sends == "all" else content[:-1])

    @rule(deposit_id=deposits, doings=DOINGS, scan=SCANS)
    def wake(self, deposit_id: str, doings: int | None, scan: str | None) -> None:
        with killed_after(doings or 0):
            self.uploads.wake(deposit_id, scan=scan)

    @rule(deposit_id=deposits, doings=st.integers(2, 6))
    def die_and_wake(self, deposit_id: str, doings: int) -> None:
        self.wake(deposit_id, doings, None)
        self.time_goes_by()
        self.wake(deposit_id, None, None)

    @rule(deposit_id=deposits)
    def ask_again(self, deposit_id: str) -> None:
        if deposit_id.startswith("rec_"):
            Call().transcode_again(by=self.owner, recording_id=deposit_id)

    @rule(deposit_id=consumes(deposits), doings=DOINGS)
    def delete(self, deposit_id: str, doings: int | None) -> None:
        with killed_after(doings or 0):
            self._delete(deposit_id)
        self._delete(deposit_id)

    def _delete(self, deposit_id: str) -> None:
        if deposit_id.startswith("fil_"):
            Call().remove_file(by=self.owner, file_id=deposit_id)
        else:
            Call().remove_recording(by=self.owner, recording_id=deposit_id)

    @rule()
    def time_goes_by(self) -> None:
        self.clock[0] += DEAD_AFTER

    @invariant()
    def the_sums_are_those_of_the_items(self) -> None:
        items = [*RecordingStore(self.school.tenant).all(), *DocumentStore(self.school.tenant).all()]
        used, reserved = self.uploads.storage()
        assert used == sum(one.kept_bytes for one in items)
        assert reserved == sum(one.reserved_bytes for one in items)
        assert used + reserved <= LIMIT
        assert self.uploads.reserved_by(self.owner) == reserved

    def teardown(self) -> None:
        """The clock strikes for all: then only what is counted is kept, and nothing waits."""
        self.clock[0] += DEAD_AFTER
        for deposit_id in self.contents:
            self.uploads.wake(deposit_id)
            self.uploads.lapse(deposit_id)
        assert self.uploads.storage() == (self._kept(), 0)
        for deposit_id in self.contents:
            self._delete(deposit_id)
        assert (self.uploads.objects(), self.uploads.storage()) == ([], (0, 0))

    def _kept(self) -> int:
        own = f"/{self.school.studio.id}/"
        found = s3().list_objects_v2(Bucket=setting("MEDIA_BUCKET")).get("Contents", [])
        return sum(one["Size"] for one in found if own in one["Key"] and not one["Key"].startswith("uploads"))


def test_no_byte_is_lost_and_none_is_counted_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Plan, "storage_bytes", property(lambda _: LIMIT))
    TermOfUploads.changes = monkeypatch
    run_state_machine_as_test(
        TermOfUploads,
        settings=settings(
            max_examples=10,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            phases=(Phase.explicit, Phase.generate),
        ),
    )
