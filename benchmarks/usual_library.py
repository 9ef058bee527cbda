"""The library of a usual school."""

from functools import cached_property

from tests.support.school import School
from tutti.kit.clock import utc_now
from tutti.library import curricula, pieces, repertoires, resources
from tutti.library.curriculum import Curriculum, CurriculumDraft, Step
from tutti.library.piece import Piece, PieceDraft
from tutti.library.repertoire import RepertoireDraft
from tutti.library.resource import Resource, ResourceDraft, ResourceKind
from tutti.people.family import Student


class UsualLibrary:
    """What lies in the library of a usual school."""

    school: School

    @cached_property
    def student(self) -> Student:
        raise NotImplementedError

    @cached_property
    def resource(self) -> Resource:
        """A note for one student."""
        draft = ResourceDraft(
            kind=ResourceKind.LESSON_NOTE, title="Bows", text="Slowly.", student_ids=(self.student.id,)
        )
        return resources.add_resource(self.school.owner, draft, now=utc_now())

    @cached_property
    def new_piece(self) -> Piece:
        return pieces.add_piece(self.school.tenant, PieceDraft(composer="Bach", title="Aria"))

    @cached_property
    def piece(self) -> Piece:
        """A piece that the student has."""
        draft = RepertoireDraft(piece_id=self.new_piece.id)
        repertoires.add_repertoire_piece(self.school.owner, self.student.id, draft, now=utc_now())
        return self.new_piece

    @cached_property
    def curriculum(self) -> Curriculum:
        """One that stands on its own, with a step that names a resource and a piece."""
        step = Step(key="bow", title="Bow", resource_id=self.resource.id, piece_id=self.piece.id)
        draft = CurriculumDraft(name="Violin 1", steps=(step,))
        return curricula.add_curriculum(self.school.owner, draft, now=utc_now())
