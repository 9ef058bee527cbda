"""Notes and mails about what is assigned, handed in and graded."""

from datetime import datetime
from typing import Any

from tutti.coursework.assignment import Assignment, AssignmentState
from tutti.coursework.published import assignment
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging.circle_readers import member_reader, readers_around
from tutti.messaging.mail import Post
from tutti.messaging.model import When
from tutti.messaging.note import NoteKind, Subjects
from tutti.messaging.note_claims import claimed
from tutti.messaging.noting import Noting, taught_now
from tutti.messaging.optional_mails import send_wanted
from tutti.messaging.preference import MailKind
from tutti.messaging.service import Desk
from tutti.people.circles import circles_of
from tutti.people.published import students
from tutti.people.teaching import teachers


def tell_of_assignment(tenant: Tenant, fact: Envelope, *, post: Post | None = None) -> None:
    """Tell those who have new work, and their families: all of a new assignment, or who was added to it.

    Each student once, and not twice who is added while it is still told of the others.
    """
    if not fact.data.get("added", True):
        return
    given = assignment(tenant, fact.subject)
    new = [one for one in fact.data.get("added", given.student_ids) if one in given.student_ids]
    is_theirs = given.state is AssignmentState.PUBLISHED and new
    mine = claimed(tenant, fact, given.id, new) if is_theirs else []
    if not mine:
        return
    circles = circles_of(tenant, mine)
    about = Subjects(assignment_id=given.id)
    Noting(tenant, NoteKind.ASSIGNMENT_GIVEN, fact.at, about).tell_around(circles)
    desk = Desk.of(tenant, post)
    values = _of(desk, given) | {"due": _due(given.due_at, given.zone)}
    send_wanted(desk, fact.id, MailKind.ASSIGNMENT_GIVEN, readers_around(desk, circles), values)


def tell_of_submission(tenant: Tenant, fact: Envelope, *, post: Post | None = None) -> None:
    """Tell who assigned it that a student has handed something in; or who teaches the student by now."""
    given = assignment(tenant, fact.data["assignment_id"])
    for student in students(tenant, [fact.data["student_id"]]):
        about = Subjects(student_id=student.id, assignment_id=given.id, submission_id=fact.subject)
        taught_by = taught_now(student, given.teacher_id)
        Noting(tenant, NoteKind.SUBMISSION_RECEIVED, fact.at, about).tell(*taught_by)
        desk = Desk.of(tenant, post)
        readers = [one for teacher_id in taught_by if (one := member_reader(desk, teacher_id))]
        name = f"{student.given_name} {student.family_name[:1]}."
        values = _of(desk, given) | {"student": name, "is_late": fact.data["is_late"]}
        send_wanted(desk, fact.id, MailKind.SUBMISSION_RECEIVED, readers, values)


def tell_of_grade(tenant: Tenant, fact: Envelope, *, post: Post | None = None) -> None:
    """Tell the student and the family that there is a grade; what it is stands on the page alone."""
    given = assignment(tenant, fact.data["assignment_id"])
    circles = circles_of(tenant, [fact.data["student_id"]])
    about = Subjects(assignment_id=given.id, submission_id=fact.data["submission_id"], grade_id=fact.subject)
    Noting(tenant, NoteKind.GRADE_GIVEN, fact.at, about).tell_around(circles)
    desk = Desk.of(tenant, post)
    readers = readers_around(desk, circles)
    send_wanted(desk, fact.id, MailKind.GRADE_GIVEN, readers, _of(desk, given))


def _of(desk: Desk, given: Assignment) -> dict[str, Any]:
    teacher = teachers(desk.tenant, [given.teacher_id]).get(given.teacher_id)
    return {
        "title": given.title,
        "teacher": teacher.display_name if teacher else desk.studio.name,
        "page_url": desk.page("assignments", given.id),
    }


def _due(due_at: datetime | None, zone: str) -> str:
    if due_at is None:
        return ""
    when = When(starts_at=due_at, ends_at=due_at, zone=zone)
    return f"{when.day}, {when.start} ({when.clock})"
