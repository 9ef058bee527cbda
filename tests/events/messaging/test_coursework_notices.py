"""Who hears of new work, of what was handed in and of grades: once each, on the page and by mail."""

from datetime import date, timedelta
from typing import Any

import pytest

from functions.events.messaging import tell_of_assignment, tell_of_grade, tell_of_submission
from tests.events.messaging.story import Outbox
from tests.support.classroom import Classroom, in_days
from tests.support.facts import facts_told
from tests.support.offers import a_piano_teacher
from tests.support.people import a_family, a_guardian, a_member
from tests.support.rescheduling import delivered
from tests.support.school import School
from tutti.coursework.grade_facts import GradeGiven
from tutti.kit.clock import utc_now
from tutti.kit.facts import Envelope, envelope
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.messaging.note import Note
from tutti.messaging.note_store import NoteStore
from tutti.messaging.preference import MailKind, ReminderPreference
from tutti.messaging.store import ReminderPreferenceStore
from tutti.people.store import FamilyStore
from tutti.people.teaching import assigning


@pytest.fixture
def room(forte: School) -> Classroom:
    return Classroom(forte)


def notes_of(school: School, person_id: str) -> list[Note]:
    return NoteStore(school.tenant, person_id).all()


def kinds_of(school: School, person_id: str) -> list[str]:
    return [str(note.kind) for note in notes_of(school, person_id)]


def assigned(room: Classroom, **more: Any) -> dict[str, Any]:
    """An assignment of which everybody has heard."""
    assignment = room.assigned(**more)
    told(room, tell_of_assignment, "AssignmentCreated")
    return assignment


def told(room: Classroom, module: Any, name: str) -> Envelope:
    """The latest fact of this name reaches its consumer."""
    fact = facts_told(room.school, name)[-1]
    assert delivered(module.handler, fact) == []
    return fact


def with_login(school: School, person_id: str) -> str:
    """The address by which this person signs in."""
    return a_member(school, Role.TEACHER, id=person_id).email


def test_student_and_guardians_find_a_note_about_new_work(room: Classroom, outbox: Outbox) -> None:
    other = a_guardian(room.school, room.family, given_name="Otto")
    assignment = assigned(room)
    for person_id in (room.student.id, room.guardian.id, other.id):
        [note] = notes_of(room.school, person_id)
        assert (note.kind, note.about.assignment_id) == ("assignment_given", assignment["id"])
        assert note.about.student_id == room.student.id


def test_who_answers_for_the_child_is_written_to_with_title_day_and_link(
    room: Classroom, outbox: Outbox
) -> None:
    a_guardian(room.school, room.family, given_name="Otto")
    families = FamilyStore(room.school.tenant)
    families.replace(room.family, room.family.model_copy(update={"payer_id": room.guardian.id}))
    assignment = assigned(room, due=in_days(7))
    [mail] = outbox.mails
    assert (mail.kind, mail.to) == ("assignment_given", room.guardian.email)
    assert mail.subject == "New work for Sam: Sarabande"
    assert "Dear Gerda," in mail.text
    assert "18:00 (Vienna time)" in mail.text
    assert f"/assignments/{assignment['id']}" in mail.text
    assert f"/assignments/{assignment['id']}" in mail.html


def test_a_minor_is_never_written_to(room: Classroom, outbox: Outbox) -> None:
    with_login(room.school, room.student.id)
    assigned(room)
    assert [mail.to for mail in outbox.mails] == [room.guardian.email]


def test_a_student_of_age_is_written_to_as_well(room: Classroom, outbox: Outbox) -> None:
    grown = room.pupil(given_name="Greta", birth_date=date(1990, 1, 1))
    address = with_login(room.school, grown.id)
    assigned(room, student_ids=[grown.id])
    assert {mail.to for mail in outbox.mails} == {room.guardian.email, address}


def test_a_student_in_the_days_before_the_eighteenth_birthday_is_a_minor(
    room: Classroom, outbox: Outbox
) -> None:
    born = utc_now().date() - timedelta(days=18 * 365)
    minor = room.pupil(given_name="Mia", birth_date=born)
    with_login(room.school, minor.id)
    assigned(room, student_ids=[minor.id])
    assert [mail.to for mail in outbox.mails] == [room.guardian.email]


def test_a_guardian_of_two_gets_one_mail_and_a_note_about_each(room: Classroom, outbox: Outbox) -> None:
    sister = room.pupil(given_name="Ada")
    assigned(room, student_ids=[room.student.id, sister.id])
    [mail] = outbox.mails
    assert mail.subject == "New work for Sam and Ada: Sarabande"
    about = [note.about.student_id for note in notes_of(room.school, room.guardian.id)]
    assert sorted(map(str, about)) == sorted([room.student.id, sister.id])


def test_the_same_fact_again_tells_nobody_twice(room: Classroom, outbox: Outbox) -> None:
    room.assigned()
    fact = told(room, tell_of_assignment, "AssignmentCreated")
    coming_back = fact.model_copy(update={"id": fact.id})
    assert delivered(tell_of_assignment.handler, coming_back) == []
    assert (len(outbox.mails), len(notes_of(room.school, room.student.id))) == (1, 1)


def test_one_mailbox_that_takes_nothing_keeps_nobody_waiting(room: Classroom, outbox: Outbox) -> None:
    family = a_family(room.school, "Lang")
    other = a_guardian(room.school, family)
    second = room.pupil(family=family)
    outbox.closed_to = {room.guardian.email}
    room.assigned(student_ids=[room.student.id, second.id])
    [fact] = facts_told(room.school, "AssignmentCreated")
    assert delivered(tell_of_assignment.handler, fact) != []
    outbox.closed_to = set()
    assert delivered(tell_of_assignment.handler, fact) == []
    assert sorted(mail.to for mail in outbox.mails) == sorted([other.email, room.guardian.email])


def test_who_is_added_later_hears_of_it_alone(room: Classroom, outbox: Outbox) -> None:
    assignment = assigned(room)
    family = a_family(room.school, "Lang")
    other = a_guardian(room.school, family)
    second = room.pupil(family=family)
    assert room.change(assignment, student_ids=[room.student.id, second.id]).status == 200
    told(room, tell_of_assignment, "AssignmentChanged")
    assert [mail.to for mail in outbox.mails] == [room.guardian.email, other.email]
    assert kinds_of(room.school, room.student.id) == ["assignment_given"]


@pytest.mark.parametrize("first", ["AssignmentCreated", "AssignmentChanged"])
def test_who_is_added_while_the_others_are_told_hears_of_it_once(
    room: Classroom, outbox: Outbox, first: str
) -> None:
    assignment, family = room.assigned(), a_family(room.school, "Lang")
    other, second = a_guardian(room.school, family), room.pupil(family=family)
    assert room.change(assignment, student_ids=[room.student.id, second.id]).status == 200
    for name in sorted(["AssignmentCreated", "AssignmentChanged"], key=lambda name: name != first):
        told(room, tell_of_assignment, name)
    assert sorted(mail.to for mail in outbox.mails) == sorted([room.guardian.email, other.email])
    people = (room.student.id, room.guardian.id, second.id, other.id)
    assert [kinds_of(room.school, one) for one in people] == [["assignment_given"]] * 4


def test_a_guardian_hears_once_of_each_child_that_is_added_meanwhile(room: Classroom, outbox: Outbox) -> None:
    assignment, sister = room.assigned(), room.pupil(given_name="Ada")
    assert room.change(assignment, student_ids=[room.student.id, sister.id]).status == 200
    for name in ("AssignmentChanged", "AssignmentCreated"):
        told(room, tell_of_assignment, name)
    subjects = [mail.subject for mail in outbox.mails]
    assert subjects == ["New work for Ada: Sarabande", "New work for Sam: Sarabande"]
    assert len(notes_of(room.school, room.guardian.id)) == 2


def test_other_changes_are_not_told(room: Classroom, outbox: Outbox) -> None:
    assignment = assigned(room)
    assert room.change(assignment, title="Gavotte").status == 200
    told(room, tell_of_assignment, "AssignmentChanged")
    assert (len(outbox.mails), len(notes_of(room.school, room.student.id))) == (1, 1)


def test_who_wants_no_such_mails_finds_the_note_alone(room: Classroom, outbox: Outbox) -> None:
    chosen = ReminderPreference(id=room.guardian.id, mails=(MailKind.GRADE_GIVEN,))
    ReminderPreferenceStore(room.school.tenant).create(chosen)
    assigned(room)
    assert (outbox.mails, kinds_of(room.school, room.guardian.id)) == ([], ["assignment_given"])


def test_the_teacher_hears_of_what_was_handed_in(room: Classroom, outbox: Outbox) -> None:
    assignment = assigned(room)
    address = with_login(room.school, room.teacher.id)
    outbox.mails.clear()
    submission = room.submit(assignment)
    told(room, tell_of_submission, "SubmissionReceived")
    [note] = notes_of(room.school, room.teacher.id)
    assert (note.kind, note.about.submission_id) == ("submission_received", submission["id"])
    [mail] = outbox.mails
    assert (mail.kind, mail.to) == ("submission_received", address)
    assert mail.subject == "Sam B. has handed in Sarabande"


def test_a_teacher_without_a_login_finds_a_note_alone(room: Classroom, outbox: Outbox) -> None:
    assignment = assigned(room)
    outbox.mails.clear()
    room.submit(assignment)
    told(room, tell_of_submission, "SubmissionReceived")
    assert (outbox.mails, kinds_of(room.school, room.teacher.id)) == ([], ["submission_received"])


def test_of_a_student_who_was_taken_away_the_present_teacher_hears(room: Classroom, outbox: Outbox) -> None:
    assignment, other = assigned(room), a_piano_teacher(room.school)
    addresses = [with_login(room.school, one.id) for one in (room.teacher, other)]
    outbox.mails.clear()
    room.submit(assignment)
    room.loses()
    room.school.tenant.table.write(assigning(room.school.tenant, other.id, room.student.id))
    told(room, tell_of_submission, "SubmissionReceived")
    assert kinds_of(room.school, room.teacher.id) == []
    assert kinds_of(room.school, other.id) == ["submission_received"]
    assert [mail.to for mail in outbox.mails] == addresses[1:]


def test_the_family_hears_of_a_grade_but_not_by_mail_what_it_is(room: Classroom, outbox: Outbox) -> None:
    assignment = assigned(room)
    outbox.mails.clear()
    fact = GradeGiven(
        subject=new_id("grd"), assignment_id=assignment["id"], student_id=room.student.id, submission_id=None
    )
    assert delivered(tell_of_grade.handler, envelope(room.school.tenant, fact, utc_now())) == []
    for person_id in (room.student.id, room.guardian.id):
        assert kinds_of(room.school, person_id) == ["assignment_given", "grade_given"]
    [mail] = outbox.mails
    assert (mail.kind, mail.to) == ("grade_given", room.guardian.email)
    assert mail.subject == "Work of Sam was graded: Sarabande"
