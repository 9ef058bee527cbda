"""Notes about comments, to the other side: what staff says to the family, what the family says to staff."""

from tutti.coursework.published import assignment, submissions
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging.note import NoteKind, Subjects
from tutti.messaging.noting import Noting, taught_now
from tutti.people.circles import Circle, circles_of

AMONG_STAFF = "staff"


def tell_of_comment(tenant: Tenant, fact: Envelope) -> None:
    """A note about a comment on something of a student's; notes among staff are told to the teachers."""
    noting = Noting(tenant, NoteKind.COMMENT_ADDED, fact.at, _about(fact))
    for circle in circles_of(tenant, [fact.data["student_id"]] if fact.data["student_id"] else []):
        family = {circle.student.id, *(one.id for one in circle.guardians)}
        if fact.actor in family or fact.data["visibility"] == AMONG_STAFF:
            taught_by = _teachers(tenant, circle, fact.data["submission_id"])
            noting.tell(*(one for one in taught_by if one != fact.actor))
        else:
            noting.tell_around([circle], but_for=fact.actor)


def _about(fact: Envelope) -> Subjects:
    stands_on = fact.data["stands_on"]
    place = "recording_id" if stands_on.startswith("rec_") else "file_id"
    named = {name: fact.data[name] for name in ("student_id", "submission_id")}
    return Subjects.model_validate(named | {place: stands_on, "comment_id": fact.subject})


def _teachers(tenant: Tenant, circle: Circle, submission_id: str | None) -> tuple[str, ...]:
    """Who assigned what was handed in and teaches the student still; else all who do."""
    for handed_in in submissions(tenant, [submission_id] if submission_id else []):
        return taught_now(circle.student, assignment(tenant, handed_in.assignment_id).teacher_id)
    return circle.student.teacher_ids
