"""Who hears of a comment: the other side."""

from typing import Any

import pytest

from functions.events.messaging import tell_of_comment
from tests.events.messaging.story import Outbox
from tests.support.classroom import Classroom
from tests.support.facts import facts_told
from tests.support.offers import a_piano_teacher
from tests.support.rescheduling import delivered
from tests.support.school import School
from tutti.kit.caller import Caller
from tutti.messaging.note import Note
from tutti.messaging.note_store import NoteStore
from tutti.people.teaching import assigning


@pytest.fixture
def room(forte: School) -> Classroom:
    return Classroom(forte)


@pytest.fixture
def recording_id(room: Classroom) -> str:
    return room.recording(room.student.id)


def says(room: Classroom, recording_id: str, by: Caller, **more: Any) -> str:
    """A comment that was told of; its id."""
    body = {"recording_id": recording_id, "at_ms": 0, "text": "Flat"} | more
    made = room.call.add_comment(body, by=by)
    assert made.status == 201, made.body
    [*_, fact] = facts_told(room.school, "CommentAdded")
    assert delivered(tell_of_comment.handler, fact) == []
    return str(made["id"])


def notes_of(room: Classroom, person_id: str) -> list[Note]:
    return NoteStore(room.school.tenant, person_id).all()


def readers(room: Classroom) -> set[str]:
    """Which of the three hear."""
    people = {"child": room.student.id, "parent": room.guardian.id, "teacher": room.teacher.id}
    return {who for who, person_id in people.items() if notes_of(room, person_id)}


def test_what_a_teacher_says_the_family_finds_on_the_page_alone(
    room: Classroom, recording_id: str, outbox: Outbox
) -> None:
    comment_id = says(room, recording_id, room.taught_by)
    assert readers(room) == {"child", "parent"}
    [note] = notes_of(room, room.student.id)
    assert (note.kind, note.about.comment_id) == ("comment_added", comment_id)
    assert (note.about.recording_id, note.about.student_id) == (recording_id, room.student.id)
    assert outbox.mails == []


@pytest.mark.parametrize("who", ["child", "parent"])
def test_what_the_family_says_the_teacher_finds(room: Classroom, recording_id: str, who: str) -> None:
    says(room, recording_id, getattr(room, who))
    assert readers(room) == {"teacher"}


def test_what_is_said_of_handed_in_work_goes_to_who_assigned_it(room: Classroom, recording_id: str) -> None:
    other = Classroom(room.school)
    pupil = room.pupil(also_taught_by=other.taught_by, teacher_ids=(room.teacher.id, other.teacher.id))
    child = room.school.caller(room.child.role, pupil.id)
    recording_id = room.recording(pupil.id)
    drafted = other.draft(by=other.taught_by, student_ids=[pupil.id])
    other.publish(drafted["id"])
    submission = room.submit(drafted.body, by=child, recording_ids=[recording_id])
    says(room, recording_id, child, submission_id=submission["id"])
    assert notes_of(room, other.teacher.id) != []
    assert notes_of(room, room.teacher.id) == []


def test_who_assigned_it_hears_no_more_once_the_student_was_taken_away(
    room: Classroom, recording_id: str
) -> None:
    assignment, other = room.assigned(), a_piano_teacher(room.school)
    submission = room.submit(assignment, recording_ids=[recording_id])
    room.loses()
    room.school.tenant.table.write(assigning(room.school.tenant, other.id, room.student.id))
    says(room, recording_id, room.child, submission_id=submission["id"])
    assert notes_of(room, room.teacher.id) == []
    assert notes_of(room, other.id) != []


def test_the_family_never_hears_of_notes_among_staff(room: Classroom, recording_id: str) -> None:
    says(room, recording_id, room.school.admin, visibility="staff")
    assert readers(room) == {"teacher"}


def test_nobody_hears_of_the_own_comment(room: Classroom, recording_id: str) -> None:
    says(room, recording_id, room.taught_by, visibility="staff")
    assert readers(room) == set()


def test_nobody_hears_of_comments_on_the_studios_own(room: Classroom) -> None:
    says(room, room.recording(None), room.taught_by)
    assert readers(room) == set()
