"""The library of a usual school."""

from functools import cached_property

from tests.support.school import School
from tutti.kit.clock import utc_now
from tutti.library import resources
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
