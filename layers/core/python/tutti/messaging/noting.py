"""Notes on their way: one to a person about one fact and one student."""

from dataclasses import dataclass

from tutti.kit.facts import Envelope
from tutti.kit.ids import dated_id
from tutti.kit.tenant import Tenant
from tutti.messaging.note import Note, NoteKind, Subjects
from tutti.messaging.note_store import NoteStore


@dataclass(frozen=True)
class Noting:
    """What notes about this fact tell; a fact that comes twice, or to the same people again, adds nothing."""

    tenant: Tenant
    fact: Envelope
    kind: NoteKind
    about: Subjects

    def tell(self, person_id: str) -> None:
        """Write a note to this person."""
        NoteStore(self.tenant, person_id).add(self.note(person_id))

    def note(self, person_id: str) -> Note:
        """The note to this person."""
        sources = self.fact.name, self.fact.subject, person_id, self.about.student_id or ""
        return Note(
            id=dated_id("not", self.fact.at, *sources),
            person_id=person_id,
            kind=self.kind,
            about=self.about,
            created_at=self.fact.at,
        )
