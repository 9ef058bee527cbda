"""How full the storage is, and what is refused when it is full."""

from functools import partial

import pytest

from tests.support.door import Call
from tests.support.school import School
from tests.support.sheet_files import a_pdf
from tests.support.together import together
from tests.support.uploads import SONG, Uploads, kept
from tutti.studios.plan import GB, Plan


@pytest.fixture
def room_for(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The plan's limit, which a test may set."""
    limit = [10 * kept(SONG)]
    monkeypatch.setattr(Plan, "storage_bytes", property(lambda _: limit[0]))
    return limit


@pytest.mark.parametrize(("plan", "gigabytes"), [("solo", 5), ("studio", 50), ("school", 500)])
def test_a_plan_says_how_much_is_stored(plan: str, gigabytes: int) -> None:
    assert Plan(plan).storage_bytes == gigabytes * GB


def test_the_office_reads_how_full_the_storage_is(uploads: Uploads, call: Call, forte: School) -> None:
    uploads.arrive(forte.owner)
    uploads.announce(forte.owner)
    found = call.get_storage(by=forte.admin).body
    assert found == {"plan": "studio", "limit": 50 * GB, "used": kept(SONG), "reserved": len(SONG)}


def test_the_storage_is_the_offices_to_see(call: Call, forte: School) -> None:
    for who in (forte.teacher, forte.guardian, forte.student):
        assert call.get_storage(by=who).problem == "NotAllowed"


def test_refuses_to_announce_what_finds_no_room(uploads: Uploads, forte: School, room_for: list[int]) -> None:
    room_for[0] = 2 * len(SONG) - 1
    assert uploads.announce(forte.owner).status == 201
    assert uploads.announce(forte.owner).problem == "StorageFull"
    assert uploads.storage() == (0, len(SONG))


def test_refuses_what_is_larger_than_the_whole_storage(
    uploads: Uploads, forte: School, room_for: list[int]
) -> None:
    room_for[0] = len(SONG) - 1
    assert uploads.announce(forte.owner).problem == "StorageFull"
    assert uploads.storage() == (0, 0)


def test_what_is_deleted_makes_room(uploads: Uploads, call: Call, forte: School, room_for: list[int]) -> None:
    room_for[0] = kept(SONG)
    recording_id = uploads.arrive(forte.owner)
    assert uploads.announce(forte.owner).problem == "StorageFull"
    call.remove_recording(by=forte.owner, recording_id=recording_id)
    assert uploads.announce(forte.owner).status == 201


def test_what_grew_beyond_the_limit_is_rejected_and_can_be_tried_again(
    uploads: Uploads, call: Call, forte: School, room_for: list[int]
) -> None:
    room_for[0] = kept(SONG) - 1
    recording_id = uploads.arrive(forte.owner)
    rejection = call.get_recording(by=forte.owner, recording_id=recording_id)["rejection"]
    assert (rejection["code"], rejection["can_be_tried_again"]) == ("StorageFull", True)
    assert (uploads.storage(), uploads.objects()) == ((0, 0), [f"uploads/{recording_id}"])
    room_for[0] = kept(SONG)
    assert call.transcode_again(by=forte.owner, recording_id=recording_id).status == 202
    uploads.wake(recording_id)
    assert uploads.storage() == (kept(SONG), 0)


def test_what_is_made_anew_and_finds_no_room_stays_as_it_was(
    uploads: Uploads, call: Call, forte: School, room_for: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    recording_id = uploads.arrive(forte.owner)
    call.transcode_again(by=forte.owner, recording_id=recording_id)
    room_for[0] = kept(SONG)
    monkeypatch.setattr("tests.support.uploads.TIMES", 3)
    uploads.wake(recording_id)
    found = call.get_recording(by=forte.owner, recording_id=recording_id)
    assert (found["state"], found["revision"], uploads.storage()[1]) == ("ready", 1, 0)
    assert uploads.objects()[:2] == [
        f"renditions/{recording_id}/1/audio.m4a",
        f"renditions/{recording_id}/1/peaks.json",
    ]


def test_what_comes_late_to_a_full_storage_is_not_kept(
    uploads: Uploads, forte: School, room_for: list[int]
) -> None:
    late = uploads.announce(forte.owner)["recording"]["id"]
    uploads.lapse(late)
    room_for[0] = kept(SONG)
    uploads.arrive(forte.owner)
    uploads.send(late)
    assert uploads.wake(late) == []
    assert (uploads.storage(), len(uploads.objects())) == ((kept(SONG), 0), 3)


def test_twenty_uploads_at_once_never_take_more_than_there_is(
    uploads: Uploads, forte: School, room_for: list[int]
) -> None:
    room_for[0] = 7 * len(SONG) + 5
    replies = together(*[lambda: uploads.announce(forte.owner)] * 20)
    announced = [reply for reply in replies if reply.status == 201]
    assert len(announced) == 7
    assert {reply.problem for reply in replies if reply.status != 201} == {"StorageFull"}
    assert uploads.storage() == (0, 7 * len(SONG))


def test_twenty_uploads_at_once_are_each_exactly_one_recording(
    uploads: Uploads, call: Call, forte: School
) -> None:
    made = together(*[lambda: uploads.arrive(forte.owner)] * 20)
    together(*(partial(uploads.wake, one) for one in made))
    assert len({*made}) == len(uploads.told("RecordingReady")) == 20
    assert uploads.storage() == (20 * kept(SONG), 0)
    assert len(uploads.objects()) == 60


@pytest.fixture
def two_largest(room_for: list[int], monkeypatch: pytest.MonkeyPatch) -> int:
    """What one person may have on its way, where the storage has room for more."""
    monkeypatch.setattr("tutti.recordings.store.LARGEST", len(SONG))
    room_for[0] = 10 * len(SONG)
    return 2


def test_nobody_has_too_much_on_its_way_at_once(uploads: Uploads, forte: School, two_largest: int) -> None:
    owner = forte.owner
    for _ in range(two_largest):
        assert uploads.announce(owner).status == 201
    assert uploads.announce(owner).problem == "TooManyUploads"
    assert uploads.announce(forte.admin).status == 201


def test_of_a_large_storage_everybody_may_reserve_a_tenth(
    uploads: Uploads, forte: School, two_largest: int, room_for: list[int]
) -> None:
    owner = forte.owner
    room_for[0] = 30 * len(SONG)
    for _ in range(3):
        assert uploads.announce(owner).status == 201
    assert uploads.announce(owner).problem == "TooManyUploads"


@pytest.mark.parametrize("end", ["arrives", "lapses", "is removed"])
def test_what_is_on_its_way_no_more_makes_room_for_the_next(
    uploads: Uploads, call: Call, forte: School, two_largest: int, end: str
) -> None:
    owner = forte.owner
    announced = [uploads.announce(owner)["recording"]["id"] for _ in range(two_largest)]
    if end == "arrives":
        uploads.send(announced[0])
        uploads.wake(announced[0])
    elif end == "lapses":
        uploads.lapse(announced[0])
    else:
        call.remove_recording(by=owner, recording_id=announced[0])
    assert uploads.announce(owner).status == 201
    assert uploads.announce(owner).problem == "TooManyUploads"


def test_what_comes_late_is_taken_however_much_is_on_its_way(
    uploads: Uploads, call: Call, forte: School, two_largest: int
) -> None:
    owner = forte.owner
    late = uploads.announce(owner)["recording"]["id"]
    uploads.lapse(late)
    for _ in range(two_largest):
        uploads.announce(owner)
    uploads.send(late)
    assert uploads.wake(late) == []
    assert call.get_recording(by=owner, recording_id=late)["state"] == "ready"


def test_twenty_at_once_of_one_person_are_no_more_than_one_person_may(
    uploads: Uploads, forte: School, two_largest: int
) -> None:
    owner = forte.owner
    replies = together(*[lambda: uploads.announce(owner)] * 20)
    assert sum(reply.status == 201 for reply in replies) == two_largest
    assert uploads.reserved_by(owner) == uploads.storage()[1] == two_largest * len(SONG)


def test_files_and_recordings_share_the_storage(uploads: Uploads, forte: School, room_for: list[int]) -> None:
    pdf = a_pdf()
    room_for[0] = len(pdf) + len(SONG) - 1
    uploads.arrive_file(forte.owner, pdf)
    assert uploads.announce(forte.owner).problem == "StorageFull"
