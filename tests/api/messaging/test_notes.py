"""What people find when they come to the page."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.classroom import Classroom
from tests.support.door import Call, Reply
from tests.support.noted import told
from tests.support.school import School
from tutti.kit.caller import Caller
from tutti.kit.clock import epoch, utc_now
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.messaging import notes
from tutti.messaging.note import KEPT, NoteKind, Subjects
from tutti.messaging.note_store import NoteStore
from tutti.messaging.noting import Noting
from tutti.people.store import StudentStore
from tutti.recordings.deposit import DepositState
from tutti.recordings.store import RecordingStore


@pytest.fixture
def parent(forte: School) -> Caller:
    return forte.caller(Role.GUARDIAN)


@pytest.fixture
def room(forte: School) -> Classroom:
    return Classroom(forte)


def read(call: Call, by: Caller, **query: Any) -> Reply:
    reply: Reply = call.list_notes(by=by, query=query)
    assert reply.status == 200, reply.body
    return reply


def test_who_was_told_nothing_has_no_notes(call: Call, parent: Caller) -> None:
    assert read(call, parent).body == {"items": [], "unread": 0}


def test_the_newest_note_comes_first(call: Call, parent: Caller) -> None:
    older, newer = told(parent, ago=5), told(parent)
    assert [note["id"] for note in read(call, parent)["items"]] == [newer, older]


def test_notes_are_paged_and_counted_as_a_whole(call: Call, parent: Caller) -> None:
    older, newer = told(parent, ago=5), told(parent)
    first = read(call, parent, limit=1)
    second = read(call, parent, limit=1, cursor=first["cursor"])
    assert [first["items"][0]["id"], second["items"][0]["id"]] == [newer, older]
    assert (first["unread"], second["unread"]) == (2, 2)


def test_a_note_says_what_it_is_about_by_the_names_that_hold_now(call: Call, room: Classroom) -> None:
    assignment, student = room.assigned(), room.student
    told(room.parent, NoteKind.ASSIGNMENT_GIVEN, student_id=student.id, assignment_id=assignment["id"])
    students = StudentStore(room.school.tenant)
    students.replace(student, student.model_copy(update={"given_name": "Samira"}))
    [note] = read(call, room.parent)["items"]
    assert (note["kind"], note["student"], note["title"]) == ("assignment_given", "Samira", "Sarabande")
    assert note["about"] == {"student_id": student.id, "assignment_id": assignment["id"]}


def test_a_note_about_a_rejected_recording_says_why(call: Call, room: Classroom) -> None:
    recording_id = room.recording(room.student.id)
    recordings = RecordingStore(room.school.tenant)
    before = recordings.get(recording_id)
    recordings.replace(before, before.model_copy(update={"state": DepositState.PROCESSING}))
    room.reject(recording_id)
    told(room.child, NoteKind.RECORDING_REJECTED, recording_id=recording_id)
    [note] = read(call, room.child)["items"]
    assert (note["title"], note["reason"]) == ("Sarabande", "Nothing is to be heard.")


def test_a_note_about_what_is_gone_names_nothing(call: Call, parent: Caller) -> None:
    told(parent, student_id=new_id("per"), recording_id=new_id("rec"))
    [note] = read(call, parent)["items"]
    assert (note["student"], note["title"]) == ("", "")


def test_a_note_names_nothing_to_who_teaches_the_student_no_more(call: Call, room: Classroom) -> None:
    recording_id, student_id = room.recording(room.student.id), room.student.id
    told(room.taught_by, NoteKind.RECORDING_READY, student_id=student_id, recording_id=recording_id)
    [before] = read(call, room.taught_by)["items"]
    room.loses()
    [after] = read(call, room.taught_by)["items"]
    assert [(one["student"], one["title"]) for one in (before, after)] == [("Sam", "Sarabande"), ("", "")]


def test_a_note_is_unread_until_it_was_read(call: Call, parent: Caller) -> None:
    note_id = told(parent)
    assert "read_at" not in read(call, parent)["items"][0]
    assert call.read_notes({"note_ids": [note_id]}, by=parent).body == {"unread": 0}
    after = read(call, parent)
    assert (after["unread"], "read_at" in after["items"][0]) == (0, True)


def test_all_up_to_a_note_are_read_and_what_came_later_is_not(call: Call, parent: Caller) -> None:
    told(parent, ago=9)
    middle = told(parent, ago=5)
    newest = told(parent)
    assert call.read_notes({"up_to": middle}, by=parent).body == {"unread": 1}
    unread = [note["id"] for note in read(call, parent)["items"] if "read_at" not in note]
    assert unread == [newest]


def test_when_a_note_was_read_does_not_change(call: Call, parent: Caller) -> None:
    note_id = told(parent)
    call.read_notes({"note_ids": [note_id]}, by=parent)
    at = read(call, parent)["items"][0]["read_at"]
    call.read_notes({"up_to": note_id}, by=parent)
    assert read(call, parent)["items"][0]["read_at"] == at


def test_many_notes_are_read_at_once(call: Call, parent: Caller) -> None:
    for minutes in range(120, 0, -1):
        told(parent, ago=minutes)
    newest = told(parent)
    assert read(call, parent)["unread"] == 100
    assert call.read_notes({"up_to": newest}, by=parent).body == {"unread": 0}


def test_so_many_are_put_aside_by_a_call_and_the_others_by_the_next(
    call: Call, parent: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "MOST_AT_ONCE", 3)
    *_, newest = [told(parent, ago=minutes) for minutes in range(5, 0, -1)]
    left = [call.read_notes({"up_to": newest}, by=parent).body["unread"] for _ in range(2)]
    assert left == [2, 0]


def test_what_is_gone_by_now_keeps_no_other_note_from_being_put_aside(parent: Caller) -> None:
    store = NoteStore(parent.tenant, parent.person_id)
    gone, kept = [store.get(told(parent, ago=minutes)) for minutes in (2, 1)]
    store.remove(gone)
    store.mark([one.model_copy(update={"read_at": utc_now()}) for one in (gone, kept)])
    assert [(one.id, one.read_at is None) for one in store.all()] == [(kept.id, False)]


def test_a_note_that_was_read_in_the_same_moment_keeps_its_hour(parent: Caller) -> None:
    store = NoteStore(parent.tenant, parent.person_id)
    note = store.get(told(parent))
    first, second = (utc_now() + timedelta(seconds=later) for later in (0, 5))
    for at in (first, second):
        store.mark([note.model_copy(update={"read_at": at})])
    assert [one.read_at for one in store.all()] == [first]


@pytest.mark.parametrize("body", [{}, {"up_to": f"not_{'0' * 26}", "note_ids": [f"not_{'0' * 26}"]}])
def test_what_was_read_is_said_in_one_way(call: Call, parent: Caller, body: dict[str, Any]) -> None:
    reply = call.read_notes(body, by=parent)
    assert (reply.status, reply.problem) == (422, "InvalidInput")


def test_nobody_reads_or_puts_aside_the_notes_of_others(call: Call, forte: School, parent: Caller) -> None:
    note_id, other = told(parent), forte.caller(Role.GUARDIAN)
    assert read(call, other)["items"] == []
    assert call.read_notes({"note_ids": [note_id]}, by=other).status == 200
    assert read(call, parent)["unread"] == 1


def test_the_notes_of_one_school_are_not_in_another(call: Call, parent: Caller, allegro: School) -> None:
    told(parent)
    assert read(call, allegro.caller(Role.GUARDIAN, parent.person_id))["items"] == []


def test_the_same_thing_told_again_adds_nothing(call: Call, parent: Caller) -> None:
    noting = Noting(parent.tenant, NoteKind.GRADE_GIVEN, utc_now(), Subjects())
    for _ in range(2):
        noting.tell(parent.person_id)
    assert len(read(call, parent)["items"]) == 1


def test_a_note_expires_after_half_a_year(parent: Caller) -> None:
    told(parent)
    store = NoteStore(parent.tenant, parent.person_id)
    [note] = store.all()
    assert store.record(note).expires_at == epoch(note.created_at, after=KEPT)
