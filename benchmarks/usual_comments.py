"""What is commented on in a usual school, and the calls of those who comment."""

from collections.abc import Callable
from functools import cached_property, partial

from tests.support.commented import Commented
from tests.support.door import Call, Reply
from tests.support.school import School
from tests.support.timetable import a_timetable


class UsualComments:
    """A recording with a comment on it."""

    school: School

    @cached_property
    def commented(self) -> Commented:
        return Commented(a_timetable(self.school))

    @cached_property
    def comment_id(self) -> str:
        made: str = self.commented.says(by=self.school.owner)["id"]
        return made


Usual = Callable[[UsualComments], Callable[[], Reply]]


def _add(school: UsualComments) -> Callable[[], Reply]:
    body = {"recording_id": school.commented.recording.id, "at_ms": 12_345, "text": "Flat"}
    return partial(Call().add_comment, body, by=school.school.owner)


def _list(school: UsualComments) -> Callable[[], Reply]:
    school.commented.says()
    query = {"recording_id": school.commented.recording.id}
    return partial(Call().list_comments, by=school.school.owner, query=query)


def _update(school: UsualComments) -> Callable[[], Reply]:
    body = {"is_resolved": True, "version": 1}
    return partial(Call().update_comment, body, by=school.school.owner, comment_id=school.comment_id)


def _remove(school: UsualComments) -> Callable[[], Reply]:
    return partial(Call().remove_comment, by=school.school.owner, comment_id=school.comment_id)


COMMENTS: dict[str, Usual] = {
    "add_comment": _add,
    "list_comments": _list,
    "remove_comment": _remove,
    "update_comment": _update,
}
