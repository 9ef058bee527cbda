"""What a teacher attaches is opened by the students who get the assignment, and by nobody else (CRS-1)."""

from typing import Any

import pytest

from tests.support.classroom import Classroom
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.recordings.deposit import DepositState
from tutti.recordings.document import Document
from tutti.recordings.store import DocumentStore


def a_sheet(home: Classroom) -> str:
    """A score that the school keeps."""
    sheet = Document(
        id=new_id("fil"),
        made_by=home.teacher.id,
        title="Sarabande",
        content_type="application/pdf",
        bytes=1000,
        state=DepositState.READY,
        created_at=utc_now(),
    )
    return DocumentStore(home.school.tenant).create(sheet).id


def with_attached(*ids: str) -> dict[str, Any]:
    return {"sections": [{"kind": "repertoire", "attachments": [{"id": one} for one in ids]}]}


def read(home: Classroom, assignment: Any) -> Any:
    return home.call.get_assignment(by=home.child, assignment_id=assignment["id"])


def test_a_student_hears_a_recording_that_is_attached(home: Classroom) -> None:
    recording_id = home.recording(None)
    [material] = read(home, home.assigned(**with_attached(recording_id)))["materials"]
    assert material["id"] == recording_id
    assert "X-Amz-Signature" in material["url"]
    assert "X-Amz-Signature" in material["peaks_url"]


def test_a_student_opens_a_file_that_is_attached(home: Classroom) -> None:
    sheet_id = a_sheet(home)
    [material] = read(home, home.assigned(**with_attached(sheet_id)))["materials"]
    assert (material["id"], material["title"]) == (sheet_id, "Sarabande")
    assert "X-Amz-Signature" in material["url"]


def test_what_is_not_ready_is_not_there_yet(home: Classroom) -> None:
    made = home.assigned(**with_attached(home.recording(None, DepositState.PROCESSING)))
    assert read(home, made)["materials"] == []


def test_refuses_to_attach_what_is_not_there(home: Classroom) -> None:
    missing = new_id("fil")
    reply = home.draft(**with_attached(missing, home.recording(None)))
    assert (reply.status, reply.problem, reply["attachments"]) == (422, "NoSuchAttachment", [missing])


def test_refuses_to_attach_later_what_a_student_recorded(home: Classroom) -> None:
    made = home.assigned(**with_attached(home.recording(None)))
    theirs = home.recording(home.student.id)
    assert home.change(made, **with_attached(theirs)).problem == "NoSuchAttachment"


def test_what_is_attached_already_stays_when_texts_change(home: Classroom) -> None:
    recording_id = home.recording(None)
    made = home.assigned(**with_attached(recording_id))
    home.reject(recording_id)
    assert home.change(made, **with_attached(recording_id)).status == 200


@pytest.mark.parametrize(("visibility", "status"), [("school", 201), ("private", 422)])
def test_a_resource_is_attached_by_who_sees_it(home: Classroom, visibility: str, status: int) -> None:
    resource = {"kind": "lesson_note", "title": "Bows", "text": "Slowly.", "visibility": visibility}
    added = home.call.add_resource(resource, by=home.school.admin)
    assert home.draft(**with_attached(added["id"])).status == status


def test_a_resource_that_was_removed_is_not_attached(home: Classroom) -> None:
    resource = {"kind": "lesson_note", "title": "Bows", "text": "Slowly.", "visibility": "school"}
    added = home.call.add_resource(resource, by=home.school.admin)
    home.call.remove_resource(by=home.school.admin, resource_id=added["id"])
    assert home.draft(**with_attached(added["id"])).problem == "NoSuchAttachment"
