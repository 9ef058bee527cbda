"""Recordings through the API: announced, listed, heard, renamed, deleted, by whom they concern."""

import base64
import json
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.door import Call
from tests.support.people import a_family, a_guardian, a_location, a_student
from tests.support.school import School
from tests.support.uploads import SONG, Uploads, kept
from tutti.kit.caller import Caller
from tutti.kit.role import Role


@dataclass(frozen=True)
class Household:
    """A child, their teacher, and the child's mother; and another family's father."""

    child: Caller
    teacher: Caller
    mother: Caller
    stranger: Caller
    manager: Caller


@pytest.fixture
def home(forte: School) -> Household:
    location = a_location(forte)
    family, other = a_family(forte), a_family(forte, "Huber")
    student = a_student(forte, family, taught_by=(teacher := forte.teacher), location_id=location.id)
    return Household(
        child=forte.caller(Role.STUDENT, student.id),
        teacher=teacher,
        mother=forte.caller(Role.GUARDIAN, a_guardian(forte, family).id),
        stranger=forte.caller(Role.GUARDIAN, a_guardian(forte, other).id),
        manager=forte.manager(location.id),
    )


def test_an_announced_recording_brings_the_form_that_uploads_exactly_it(
    home: Household, uploads: Uploads
) -> None:
    reply = uploads.announce(home.child, student_id=home.child.person_id)
    policy = json.loads(base64.b64decode(reply["upload"]["fields"]["policy"]))
    assert (reply.status, reply["recording"]["state"]) == (201, "uploading")
    assert ["content-length-range", 1, len(SONG)] in policy["conditions"]
    assert {"key": uploads.key(reply["recording"]["id"])} in policy["conditions"]
    assert {"Content-Type": "audio/mp4"} in policy["conditions"]


@pytest.mark.parametrize("who", ["child", "teacher", "mother", "manager"])
def test_whoever_sees_a_student_may_upload_for_them(home: Household, uploads: Uploads, who: str) -> None:
    assert uploads.announce(getattr(home, who), student_id=home.child.person_id).status == 201


def test_nobody_uploads_for_another_familys_child(home: Household, uploads: Uploads, forte: School) -> None:
    for who in (home.stranger, forte.teacher, forte.student, forte.manager()):
        assert uploads.announce(who, student_id=home.child.person_id).problem == "NoSuchStudent"


def test_only_staff_upload_for_the_studio_itself(home: Household, uploads: Uploads) -> None:
    assert uploads.announce(home.teacher).status == 201
    assert uploads.announce(home.mother).problem == "NameTheStudent"


def test_a_recording_can_be_heard_once_it_is_ready(home: Household, uploads: Uploads, call: Call) -> None:
    recording_id = uploads.arrive(home.child, student_id=home.child.person_id)
    heard = call.get_recording(by=home.mother, recording_id=recording_id)
    assert (heard["state"], heard["duration_ms"], heard["kept_bytes"]) == ("ready", 12_345, kept(SONG))
    assert f"/renditions/{uploads.school.studio.id}/{recording_id}/1/audio.m4a?" in heard["audio_url"]
    assert "peaks.json" in heard["peaks_url"]


def test_no_link_is_given_before_it_is_ready(home: Household, uploads: Uploads, call: Call) -> None:
    reply = uploads.announce(home.child, student_id=home.child.person_id)
    found = call.get_recording(by=home.child, recording_id=reply["recording"]["id"])
    assert "audio_url" not in found.body


def test_nothing_of_how_it_is_worked_on_is_shown(home: Household, uploads: Uploads, call: Call) -> None:
    recording_id = uploads.arrive(home.child, student_id=home.child.person_id)
    found = call.get_recording(by=home.child, recording_id=recording_id)
    assert not {"attempt", "attempts", "reserved_bytes", "sha256"} & found.body.keys()


def test_whom_a_recording_does_not_concern_does_not_find_it(
    home: Household, uploads: Uploads, call: Call, forte: School, allegro: School
) -> None:
    recording_id = uploads.arrive(home.child, student_id=home.child.person_id)
    for who in (home.stranger, forte.teacher, forte.student, forte.manager(), allegro.owner):
        assert call.get_recording(by=who, recording_id=recording_id).problem == "NoSuchRecording"


def test_the_studios_own_recordings_are_for_its_staff(
    home: Household, uploads: Uploads, call: Call, forte: School
) -> None:
    recording_id = uploads.arrive(home.teacher)
    assert call.get_recording(by=forte.manager(), recording_id=recording_id).status == 200
    assert call.get_recording(by=home.mother, recording_id=recording_id).problem == "NoSuchRecording"


def test_a_students_recordings_are_listed_the_newest_first(
    home: Household, uploads: Uploads, call: Call
) -> None:
    made = [uploads.arrive(home.child, student_id=home.child.person_id) for _ in range(3)]
    uploads.arrive(home.teacher)
    query = {"student_id": home.child.person_id, "limit": 2}
    first = call.list_recordings(by=home.mother, query=query)
    rest = call.list_recordings(by=home.mother, query=query | {"cursor": first["cursor"]})
    listed = [one["id"] for one in first["items"] + rest["items"]]
    assert listed == sorted(made, reverse=True)
    assert [one["id"] for one in call.list_recordings(by=home.child)["items"]] == sorted(made, reverse=True)


def test_without_a_student_staff_get_the_studios_own(
    home: Household, uploads: Uploads, call: Call, forte: School
) -> None:
    uploads.arrive(home.child, student_id=home.child.person_id)
    own = uploads.arrive(home.teacher)
    assert [one["id"] for one in call.list_recordings(by=forte.owner)["items"]] == [own]
    assert call.list_recordings(by=home.mother).problem == "NameTheStudent"


def test_nobody_lists_the_recordings_of_another_familys_child(home: Household, call: Call) -> None:
    query = {"student_id": home.child.person_id}
    assert call.list_recordings(by=home.stranger, query=query).problem == "NoSuchStudent"


def test_a_recording_is_renamed_by_who_made_it(home: Household, uploads: Uploads, call: Call) -> None:
    recording_id = uploads.arrive(home.child, student_id=home.child.person_id)
    version = call.get_recording(by=home.child, recording_id=recording_id)["version"]
    renamed = call.update_recording(
        {"title": "Encore", "version": version}, by=home.child, recording_id=recording_id
    )
    assert (renamed["title"], renamed["version"]) == ("Encore", version + 1)


def test_a_rename_for_an_older_version_is_refused(home: Household, uploads: Uploads, call: Call) -> None:
    recording_id = uploads.arrive(home.child, student_id=home.child.person_id)
    body = {"title": "Encore", "version": 1}
    reply = call.update_recording(body, by=home.teacher, recording_id=recording_id)
    assert reply.problem == "VersionConflict"


def test_a_family_changes_nothing_that_the_teacher_made(
    home: Household, uploads: Uploads, call: Call
) -> None:
    recording_id = uploads.arrive(home.teacher, student_id=home.child.person_id)
    for who in (home.child, home.mother):
        assert call.remove_recording(by=who, recording_id=recording_id).problem == "NotYours"


def test_a_guardian_deletes_what_the_child_made(home: Household, uploads: Uploads, call: Call) -> None:
    recording_id = uploads.arrive(home.child, student_id=home.child.person_id)
    assert call.remove_recording(by=home.mother, recording_id=recording_id).status == 204


def test_deleting_leaves_no_byte_and_gives_the_storage_back(
    home: Household, uploads: Uploads, call: Call
) -> None:
    recording_id = uploads.arrive(home.child, student_id=home.child.person_id)
    call.remove_recording(by=home.child, recording_id=recording_id)
    assert (uploads.objects(), uploads.storage()) == ([], (0, 0))
    assert call.get_recording(by=home.child, recording_id=recording_id).problem == "NoSuchRecording"
    assert [fact.subject for fact in uploads.told("RecordingDeleted")] == [recording_id]


@pytest.mark.parametrize(
    "wrong",
    [{"bytes": 0}, {"bytes": 10**9 + 1}, {"content_type": "text/html"}, {"sha256": "f00"}, {"title": ""}],
)
def test_refuses_to_announce_what_cannot_be_a_recording(
    home: Household, uploads: Uploads, wrong: dict[str, Any]
) -> None:
    assert uploads.announce(home.teacher, **wrong).problem == "InvalidInput"


@pytest.mark.parametrize("kind", ["audio/webm;codecs=opus", "video/quicktime", "application/octet-stream"])
def test_takes_whatever_a_browser_calls_a_recording(home: Household, uploads: Uploads, kind: str) -> None:
    assert uploads.announce(home.teacher, content_type=kind).status == 201
