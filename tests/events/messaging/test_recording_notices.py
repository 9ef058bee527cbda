"""Who hears that a recording is ready, or why nothing came of it."""

from datetime import timedelta
from typing import Any

import pytest

from functions.events.messaging import tell_of_recording, tell_of_rejection
from tests.events.messaging.story import Outbox
from tests.support.classroom import Classroom
from tests.support.people import a_member
from tests.support.rescheduling import delivered
from tests.support.school import School
from tutti.kit.clock import utc_now
from tutti.kit.facts import Fact, envelope
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.messaging.note_store import NoteStore
from tutti.messaging.preference import ReminderPreference
from tutti.messaging.store import ReminderPreferenceStore
from tutti.recordings.deposit import DepositState
from tutti.recordings.facts import RecordingReady, RecordingRejected
from tutti.recordings.store import RecordingStore


@pytest.fixture
def room(forte: School) -> Classroom:
    return Classroom(forte)


def kinds_of(school: School, person_id: str) -> list[str]:
    return [str(note.kind) for note in NoteStore(school.tenant, person_id).all()]


def tell(room: Classroom, module: Any, fact: Fact) -> None:
    assert delivered(module.handler, envelope(room.school.tenant, fact, utc_now())) == []


def ready(
    room: Classroom, recording_id: str, *, student_id: str | None, made_by: str, revision: int = 1
) -> None:
    fact = RecordingReady(subject=recording_id, student_id=student_id, made_by=made_by, revision=revision)
    tell(room, tell_of_recording, fact)


def rejected(room: Classroom, *, made_by: str | None = None) -> str:
    """A recording of the student of which nothing came, and which was told of."""
    recording_id = room.recording(room.student.id, DepositState.PROCESSING)
    room.reject(recording_id)
    recordings = RecordingStore(room.school.tenant)
    before = recordings.get(recording_id)
    if made_by:
        recordings.replace(before, before.model_copy(update={"made_by": made_by}))
    tell_rejected(room, recording_id)
    return recording_id


def tell_rejected(room: Classroom, recording_id: str) -> None:
    student_id = room.student.id
    fact = RecordingRejected(subject=recording_id, student_id=student_id, made_by=student_id, code="Silent")
    tell(room, tell_of_rejection, fact)


def test_the_student_and_the_teacher_find_a_note_and_no_mail(room: Classroom, outbox: Outbox) -> None:
    student_id = room.student.id
    ready(room, room.recording(student_id), student_id=student_id, made_by=student_id)
    for person_id in (student_id, room.teacher.id):
        assert kinds_of(room.school, person_id) == ["recording_ready"]
    assert outbox.mails == []


def test_of_the_studios_own_only_who_made_it_hears(room: Classroom, outbox: Outbox) -> None:
    ready(room, room.recording(None), student_id=None, made_by=room.teacher.id)
    assert kinds_of(room.school, room.teacher.id) == ["recording_ready"]
    assert kinds_of(room.school, room.student.id) == []


def test_a_recording_that_is_made_anew_is_told_once(room: Classroom, outbox: Outbox) -> None:
    student_id = room.student.id
    recording_id = room.recording(student_id)
    for revision in (1, 2):
        ready(room, recording_id, student_id=student_id, made_by=student_id, revision=revision)
    assert kinds_of(room.school, student_id) == ["recording_ready"]


def test_the_note_is_of_the_hour_in_which_it_could_first_be_heard(room: Classroom, outbox: Outbox) -> None:
    student_id, recordings = room.student.id, RecordingStore(room.school.tenant)
    before = recordings.get(room.recording(student_id))
    recordings.replace(before, before.model_copy(update={"created_at": utc_now() - timedelta(days=2)}))
    began = utc_now()
    ready(room, before.id, student_id=student_id, made_by=student_id, revision=2)
    first = utc_now()
    ready(room, before.id, student_id=student_id, made_by=student_id, revision=3)
    [note] = NoteStore(room.school.tenant, student_id).all()
    assert began <= note.created_at <= first


def test_of_a_recording_that_is_gone_nothing_is_told(room: Classroom, outbox: Outbox) -> None:
    student_id = room.student.id
    ready(room, new_id("rec"), student_id=student_id, made_by=student_id)
    assert kinds_of(room.school, student_id) == []


def test_a_rejection_is_told_on_the_page_and_by_mail_in_plain_words(room: Classroom, outbox: Outbox) -> None:
    recording_id = rejected(room)
    assert kinds_of(room.school, room.student.id) == ["recording_rejected"]
    [mail] = outbox.mails
    assert (mail.kind, mail.to) == ("recording_rejected", room.guardian.email)
    assert mail.subject == "The recording Sarabande could not be used"
    assert "of Sam" in mail.text
    assert "Nothing is to be heard." in mail.text
    assert f"/recordings/{recording_id}" in mail.text


def test_who_made_it_for_a_student_is_written_to(room: Classroom, outbox: Outbox) -> None:
    member = a_member(room.school, Role.TEACHER, id=room.teacher.id)
    rejected(room, made_by=room.teacher.id)
    assert [mail.to for mail in outbox.mails] == [member.email]
    assert kinds_of(room.school, room.teacher.id) == ["recording_rejected"]
    assert kinds_of(room.school, room.student.id) == []


def test_who_wants_no_mail_about_it_finds_the_note_alone(room: Classroom, outbox: Outbox) -> None:
    ReminderPreferenceStore(room.school.tenant).create(ReminderPreference(id=room.guardian.id, mails=()))
    rejected(room)
    assert (outbox.mails, kinds_of(room.school, room.student.id)) == ([], ["recording_rejected"])


def test_what_became_ready_after_all_is_not_told_as_rejected(room: Classroom, outbox: Outbox) -> None:
    recording_id = room.recording(room.student.id)
    tell_rejected(room, recording_id)
    assert (outbox.mails, kinds_of(room.school, room.student.id)) == ([], [])
