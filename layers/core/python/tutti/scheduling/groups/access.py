"""Who may fill a group or an ensemble, and what families see of it."""

from datetime import datetime
from typing import Protocol

from tutti.kit.errors import Conflict, NotAllowed, NotFound
from tutti.kit.role import FAMILY, Role
from tutti.kit.who import Caller
from tutti.scheduling.groups.group_seats import GROUPS
from tutti.scheduling.lesson import Lesson, LessonKind
from tutti.scheduling.video.video import seen_by_families


class NotAGroup(Conflict):
    """Only groups and ensembles have seats to take; a cohort is joined by enrolling."""


class NotOpenToFamilies(NotAllowed):
    """The school's office fills this group; ask there for a seat."""


class Group(Protocol):
    """What has seats: one lesson, or a series of them."""

    @property
    def kind(self) -> LessonKind: ...
    @property
    def teacher_id(self) -> str: ...
    @property
    def location_id(self) -> str | None: ...
    @property
    def open_to_families(self) -> bool: ...


def refuse_outsiders(caller: Caller, group: Group, missing: type[NotFound]) -> None:
    """Refuse who may not fill this group: as `missing`, `NotOpenToFamilies`; and `NotAGroup`."""
    if caller.role is Role.MANAGER and not caller.may_see_location(group.location_id):
        raise missing()
    if caller.role is Role.TEACHER and caller.person_id != group.teacher_id:
        raise missing()
    if group.kind not in GROUPS:
        raise NotAGroup()
    if caller.role in FAMILY and not group.open_to_families:
        raise NotOpenToFamilies()


def shown_to(caller: Caller, lesson: Lesson, student_id: str, *, now: datetime) -> Lesson:
    """The lesson as whoever took or gave back this student's seat may see it."""
    return seen_by_families(lesson, {student_id}, now) if caller.role in FAMILY else lesson
