"""Whom somebody may address with a resource: students whom one sees, and groups that one leads."""

from typing import Protocol

from tutti.enrollment.published import cohort
from tutti.kit.errors import NotFound
from tutti.kit.ids import CohortId
from tutti.kit.role import ADMINISTRATION, Role
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.library.audience import Audience
from tutti.people.students import keys_to_see, seen_student
from tutti.scheduling.service import lesson, series


class NoSuchGroup(NotFound):
    """You lead no such cohort, lesson or series in this studio."""


class _Led(Protocol):
    @property
    def teacher_id(self) -> str: ...
    @property
    def location_id(self) -> str | None: ...


def roster_of(caller: Caller, audience: Audience) -> CohortId | None:
    """The cohort whose students take part, where a lesson of one is named.

    Refuses with `NoSuchStudent` and `NoSuchGroup` those whom the caller may not address: teachers address
    their own students and groups, managers those of their locations. At most one round of reads.
    """
    _refuse_unseen(caller, audience.student_ids)
    if not audience.groups:
        return None
    try:
        group, roster_id = _group(caller.tenant, audience)
    except NotFound:
        raise NoSuchGroup() from None
    if not _leads(caller, group):
        raise NoSuchGroup()
    return roster_id


def _refuse_unseen(caller: Caller, student_ids: tuple[str, ...]) -> None:
    asked = [keys_to_see(caller, student_id) for student_id in student_ids]
    records = caller.tenant.table.get_each(*(key for keys in asked for key in keys)) if asked else []
    for keys in asked:
        seen_student(caller, records[: len(keys)])
        records = records[len(keys) :]


def _group(tenant: Tenant, audience: Audience) -> tuple[_Led, CohortId | None]:
    if audience.cohort_id:
        return cohort(tenant, audience.cohort_id), None
    if audience.lesson_id:
        found = lesson(tenant, audience.lesson_id)
        return found, found.cohort_id
    return series(tenant, audience.series_id or ""), None


def _leads(caller: Caller, group: _Led) -> bool:
    if caller.role is Role.MANAGER:
        return caller.may_see_location(group.location_id)
    return caller.role in ADMINISTRATION or caller.person_id == group.teacher_id
