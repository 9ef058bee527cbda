"""Who sees a resource: staff all of the school's, families what is released and for one of theirs (CRS-10).

Private ones, and what is a student's own, are seen at work by who made them and by the administration.
Groups are looked up whenever somebody asks, so that who joins one has its resources at once, and who leaves
has them no more.
"""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

from tutti.enrollment.published import seat_key
from tutti.kit.changes import Key
from tutti.kit.role import ADMINISTRATION, FAMILY
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.library.audience import Visibility
from tutti.library.resource import Resource
from tutti.library.store import NoSuchResource
from tutti.people.students import list_students
from tutti.scheduling.rosters import lesson_key, rosters, series_key

LARGEST_FAMILY = 50
Seen = Callable[[Sequence[Resource]], list[Resource]]


def seen_by(caller: Caller, now: datetime) -> Seen:
    """What sifts resources for a caller, as the caller may see them; families are looked up first."""
    if caller.role not in FAMILY:
        return lambda found: [one for one in found if _sees_at_work(caller, one)]
    children = list_students(caller, None, limit=LARGEST_FAMILY, cursor=None).items
    own = frozenset(one.id for one in children if one.is_active)
    return lambda found: _seen_at_home(caller.tenant, own, found, now)


def seen_resource(caller: Caller, resource: Resource, now: datetime) -> Resource:
    """The resource as the caller may see it; refuses with `NoSuchResource` who may not."""
    seen = seen_by(caller, now)([resource])
    if not seen:
        raise NoSuchResource()
    return seen[0]


def changes_resource(caller: Caller, resource: Resource) -> bool:
    """True for who made it and for the administration."""
    return caller.role in ADMINISTRATION or caller.person_id == resource.made_by


def _sees_at_work(caller: Caller, resource: Resource) -> bool:
    is_shared = resource.visibility is not Visibility.PRIVATE and not resource.owners
    return is_shared or changes_resource(caller, resource)


def _seen_at_home(
    tenant: Tenant, own: AbstractSet[str], found: Sequence[Resource], now: datetime
) -> list[Resource]:
    released = [one for one in found if one.is_released(now)] if own else []
    members = members_among(tenant, released, own)
    return [one.shown_to(own) for one in released if one.reaches(own, members[one.id])]


def members_among(
    tenant: Tenant, resources: Sequence[Resource], students: AbstractSet[str]
) -> dict[str, frozenset[str]]:
    """Which of these students, and of those whose own it is, are in the group of each resource.

    At most one batch of reads.
    """
    asked = {one.id: students | one.owners for one in resources}
    keys = [key for one in resources for key in _witnesses(tenant, one, asked[one.id])]
    records = tenant.table.get_many(keys) if keys else []
    there, named = {Key(record.PK, record.SK) for record in records}, rosters(tenant, records)
    return {one.id: _members(tenant, one, asked[one.id], there, named) for one in resources}


def _members(
    tenant: Tenant,
    resource: Resource,
    students: AbstractSet[str],
    there: AbstractSet[Key],
    named: Mapping[str, tuple[str, ...]],
) -> frozenset[str]:
    witnesses = _witnesses(tenant, resource, students)
    seated = {student for key, student in witnesses.items() if key in there}
    return frozenset(students & seated.union(named.get(resource.roster or "", ())))


def _witnesses(tenant: Tenant, resource: Resource, students: AbstractSet[str]) -> dict[Key, str]:
    """Where it stands who is in the group; for a cohort whose seat it is that lies there."""
    if cohort_id := resource.roster_id or resource.cohort_id:
        return {seat_key(tenant, cohort_id, student): student for student in students}
    if resource.lesson_id:
        return {lesson_key(tenant, resource.lesson_id): ""}
    return {series_key(tenant, resource.series_id): ""} if resource.series_id else {}
