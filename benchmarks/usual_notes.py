"""What people of a usual school are told, and the calls by which they read it."""

from collections.abc import Callable
from functools import cached_property, partial

from tests.support.door import Call, Reply
from tests.support.noted import told
from tests.support.school import School
from tutti.kit.caller import Caller
from tutti.messaging.note import NoteKind
from tutti.people.family import Student


class UsualNotes:
    """Somebody who was told of a student."""

    school: School

    @cached_property
    def student(self) -> Student:
        raise NotImplementedError

    @cached_property
    def told(self) -> tuple[Caller, str]:
        """Who was told, and the note."""
        reader = self.school.owner
        return reader, told(reader, NoteKind.COMMENT_ADDED, student_id=self.student.id)


Usual = Callable[[UsualNotes], Callable[[], Reply]]


def _list(school: UsualNotes) -> Callable[[], Reply]:
    reader, _ = school.told
    return partial(Call().list_notes, by=reader)


def _read(school: UsualNotes) -> Callable[[], Reply]:
    reader, note_id = school.told
    return partial(Call().read_notes, {"up_to": note_id}, by=reader)


NOTES: dict[str, Usual] = {"list_notes": _list, "read_notes": _read}
