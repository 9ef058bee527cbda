"""Notes to people, put straight into the table."""

from datetime import timedelta

from tutti.kit.caller import Caller
from tutti.kit.clock import utc_now
from tutti.messaging.note import NoteKind, Subjects
from tutti.messaging.noting import Noting


def told(reader: Caller, kind: NoteKind = NoteKind.GRADE_GIVEN, *, ago: int = 0, **about: str) -> str:
    """A note to this reader, of so many minutes ago; its id."""
    noting = Noting(reader.tenant, kind, utc_now() - timedelta(minutes=ago), Subjects(**about))
    noting.tell(reader.person_id)
    return noting.note(reader.person_id).id
