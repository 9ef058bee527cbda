"""Notes and mails about recordings that can be heard, and about those of which nothing came."""

from datetime import datetime
from itertools import chain

from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging.circle_readers import member_reader, readers_around
from tutti.messaging.mail import Post
from tutti.messaging.note import NoteKind, Subjects
from tutti.messaging.note_claims import claimed
from tutti.messaging.noting import Noting
from tutti.messaging.optional_mails import send_wanted
from tutti.messaging.preference import MailKind
from tutti.messaging.readers import Reader
from tutti.messaging.service import Desk
from tutti.people.circles import circles_of
from tutti.people.published import students
from tutti.recordings.model import Recording
from tutti.recordings.published import is_ready, recordings_by_id


def tell_of_recording(tenant: Tenant, fact: Envelope) -> None:
    """A note to who made it, and to the teachers of its student; one, however often it is made anew."""
    for recording in recordings_by_id(tenant, [fact.subject]):
        if is_ready(recording) and claimed(tenant, fact, recording.id, [NoteKind.RECORDING_READY]):
            taught_by = [one.teacher_ids for one in students(tenant, _of_student(recording))]
            noting = _noting(tenant, NoteKind.RECORDING_READY, recording, fact.at)
            noting.tell(recording.made_by, *chain.from_iterable(taught_by))


def tell_of_rejection(tenant: Tenant, fact: Envelope, *, post: Post | None = None) -> None:
    """Tell who made it why nothing came of it; nothing when something has by now."""
    for recording in recordings_by_id(tenant, [fact.subject]):
        if recording.rejection is None or is_ready(recording):
            return
        _noting(tenant, NoteKind.RECORDING_REJECTED, recording, fact.at).tell(recording.made_by)
        desk = Desk.of(tenant, post)
        values = {
            "student": "",
            "title": recording.title,
            "reason": recording.rejection.message,
            "page_url": desk.page("recordings", recording.id),
        }
        send_wanted(desk, fact.id, MailKind.RECORDING_REJECTED, _readers(desk, recording), values)


def _of_student(recording: Recording) -> list[str]:
    return [recording.student_id] if recording.student_id else []


def _noting(tenant: Tenant, kind: NoteKind, recording: Recording, at: datetime) -> Noting:
    about = Subjects(student_id=recording.student_id, recording_id=recording.id)
    return Noting(tenant, kind, at, about)


def _readers(desk: Desk, recording: Recording) -> list[Reader]:
    """Who made it; for a child, who answers for it."""
    if recording.made_by == recording.student_id:
        return list(readers_around(desk, circles_of(desk.tenant, _of_student(recording))))
    reader = member_reader(desk, recording.made_by)
    return [reader] if reader else []
