"""Whom an assignment is for: students who are named, those of a cohort, those of a lesson."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from tutti.enrollment import published as enrollment
from tutti.kit.errors import Invalid, NotFound
from tutti.kit.role import ADMINISTRATION, Role
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.family import Student
from tutti.scheduling import service as scheduling


class WhoseAssignment(Invalid):
    """Say whose assignment it is: name the teacher."""


class NoSuchGroup(NotFound):
    """You lead no such cohort or lesson in this studio."""


class _Audience(Protocol):
    @property
    def student_ids(self) -> tuple[str, ...]: ...
    @property
    def cohort_id(self) -> str | None: ...
    @property
    def lesson_id(self) -> str | None: ...


@dataclass(frozen=True)
class Group:
    """A cohort or a lesson: who teaches it, where, and its students."""

    teacher_id: str
    location_id: str | None
    roster_id: str | None = None
    student_ids: tuple[str, ...] = ()


def groups_of(caller: Caller, audience: _Audience) -> list[Group]:
    """The groups that are named, each by a read; refuses with `NoSuchGroup` those of others."""
    try:
        found = [*_groups(caller.tenant, audience)]
    except NotFound:
        raise NoSuchGroup() from None
    if not all(_leads(caller, one) for one in found):
        raise NoSuchGroup()
    return found


def members_of(tenant: Tenant, groups: Iterable[Group]) -> tuple[str, ...]:
    """The students of these groups as they are now, each once: a query for each cohort."""
    groups = list(groups)
    rosters = dict.fromkeys(one.roster_id for one in groups if one.roster_id)
    seated = [student for cohort_id in rosters for student in enrollment.seated(tenant, cohort_id)]
    of_lessons = [student for one in groups for student in one.student_ids]
    return tuple(dict.fromkeys([*of_lessons, *seated]))


def led_members(caller: Caller, audience: _Audience) -> tuple[str, ...]:
    """The students of the groups, for who leads them; nobody to others. As many reads as there are groups."""
    try:
        return members_of(caller.tenant, groups_of(caller, audience))
    except NoSuchGroup:
        return ()


def teacher_of(caller: Caller, named: str | None, groups: Iterable[Group]) -> str:
    """The teacher whose assignment it is: the one named, who calls, or who leads; or `WhoseAssignment`."""
    if named:
        return named
    if caller.role is Role.TEACHER:
        return caller.person_id
    for one in groups:
        return one.teacher_id
    raise WhoseAssignment()


def places_of(caller: Caller, groups: Iterable[Group], students: Iterable[Student]) -> tuple[str, ...]:
    """The locations where these groups meet and these students learn; without any, those of a manager."""
    places = [*(one.location_id for one in groups), *(one.location_id for one in students)]
    own = caller.location_ids if caller.is_scoped else ()
    return tuple(dict.fromkeys(place for place in places if place)) or own


def _groups(tenant: Tenant, audience: _Audience) -> Iterable[Group]:
    if audience.cohort_id:
        cohort = enrollment.cohort(tenant, audience.cohort_id)
        yield Group(cohort.teacher_id, cohort.location_id, cohort.id)
    if audience.lesson_id:
        lesson = scheduling.lesson(tenant, audience.lesson_id)
        yield Group(lesson.teacher_id, lesson.location_id, lesson.cohort_id, lesson.student_ids)


def _leads(caller: Caller, group: Group) -> bool:
    if caller.role is Role.MANAGER:
        return caller.may_see_location(group.location_id)
    return caller.role in ADMINISTRATION or caller.person_id == group.teacher_id
