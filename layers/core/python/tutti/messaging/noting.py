"""Notes on their way: one to a person about one thing that happened and one student."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tutti.kit.ids import dated_id
from tutti.kit.tenant import Tenant
from tutti.messaging.note import Note, NoteKind, Subjects
from tutti.messaging.note_store import NoteStore
from tutti.people.circles import Circle
from tutti.people.family import Student


def taught_now(student: Student, chosen_id: str) -> tuple[str, ...]:
    """Who hears at work of a student: the chosen teacher; all others of the student when that one is none."""
    return (chosen_id,) if chosen_id in student.teacher_ids else student.teacher_ids


@dataclass(frozen=True)
class Noting:
    """What notes tell of what happened at an instant; the same told again to the same person adds nothing."""

    tenant: Tenant
    kind: NoteKind
    at: datetime
    about: Subjects

    def tell(self, *people: str) -> None:
        """Write a note to each of these people."""
        for person_id in dict.fromkeys(people):
            NoteStore(self.tenant, person_id).add(self.note(person_id))

    def tell_around(self, circles: Iterable[Circle], *, but_for: str = "") -> None:
        """Write a note to each student and all of the guardians, about that student."""
        for circle in circles:
            about = self.about.model_copy(update={"student_id": circle.student.id})
            people = (circle.student.id, *(one.id for one in circle.guardians))
            of_this = Noting(self.tenant, self.kind, self.at, about)
            of_this.tell(*(one for one in people if one != but_for))

    def note(self, person_id: str) -> Note:
        """The note to this person."""
        return Note(
            id=dated_id("not", self.at, self.kind, person_id, self.about.model_dump_json()),
            person_id=person_id,
            kind=self.kind,
            about=self.about,
            created_at=self.at,
        )
