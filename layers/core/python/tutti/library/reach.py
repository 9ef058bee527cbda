"""Who sees a resource: staff all of the school's, families what is released and for one of theirs (CRS-10).

Private ones, and what is a student's own, are seen at work by who made them and by the administration; what
is a student's own only by who sees that student today. Groups are looked up whenever somebody asks, so that
who joins one has its resources at once, and who leaves has them no more.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from tutti.enrollment.published import seat_key
from tutti.kit.changes import Key
from tutti.kit.errors import NotFound
from tutti.kit.record import Record
from tutti.kit.role import ADMINISTRATION, FAMILY
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.library.audience import Visibility
from tutti.library.resource import Resource
from tutti.library.store import NoSuchResource
from tutti.people.students import keys_to_see, list_students, seen_student
from tutti.scheduling.rosters import lesson_key, rosters, series_key

LARGEST_FAMILY = 50


@dataclass(frozen=True)
class Reach:
    """What a caller sees of the library at an instant; `own` are the children of a family."""

    caller: Caller
    now: datetime
    own: frozenset[str] = frozenset()

    def keys(self, one: Resource) -> list[Key]:
        """Where it stands whether the caller sees it; nowhere when that is known without."""
        if self.caller.role in FAMILY:
            asked = self.own | one.owners
            return list(_witnesses(self.caller.tenant, one, asked)) if self._may_have(one) else []
        if self.caller.role in ADMINISTRATION or not changes_resource(self.caller, one):
            return []
        return [key for owner in one.owners for key in keys_to_see(self.caller, owner)]

    def seen(self, found: Sequence[Resource]) -> list[Resource]:
        """Those that the caller sees, as the caller may see them: a batch of reads for a hundred `keys`."""
        return self._seen_at_home(found) if self.caller.role in FAMILY else self._seen_at_work(found)

    def _may_have(self, one: Resource) -> bool:
        return bool(self.own) and one.is_released(self.now)

    def _seen_at_home(self, found: Sequence[Resource]) -> list[Resource]:
        released = [one for one in found if self._may_have(one)]
        members = members_among(self.caller.tenant, released, self.own)
        return [one.shown_to(self.own) for one in released if one.reaches(self.own, members[one.id])]

    def _seen_at_work(self, found: Sequence[Resource]) -> list[Resource]:
        theirs = [one for one in found if is_shared_at_work(one) or changes_resource(self.caller, one)]
        records = self.caller.tenant.table.get_many([key for one in theirs for key in self.keys(one)])
        there = {Key(record.PK, record.SK): record for record in records}
        return [one for one in theirs if self._still_sees_whose(one, there)]

    def _still_sees_whose(self, one: Resource, there: Mapping[Key, Record]) -> bool:
        witnesses = [there.get(key) for key in self.keys(one)]
        try:
            return not witnesses or bool(seen_student(self.caller, witnesses))
        except NotFound:
            return False


def seen_by(caller: Caller, now: datetime) -> Reach:
    """What the caller sees of the library; families are looked up first."""
    if caller.role not in FAMILY:
        return Reach(caller, now)
    children = list_students(caller, None, limit=LARGEST_FAMILY, cursor=None).items
    return Reach(caller, now, frozenset(one.id for one in children if one.is_active))


def seen_resource(caller: Caller, resource: Resource, now: datetime) -> Resource:
    """The resource as the caller may see it; refuses with `NoSuchResource` who may not."""
    seen = seen_by(caller, now).seen([resource])
    if not seen:
        raise NoSuchResource()
    return seen[0]


def changes_resource(caller: Caller, resource: Resource) -> bool:
    """True for who made it and for the administration."""
    return caller.role in ADMINISTRATION or caller.person_id == resource.made_by


def is_shared_at_work(resource: Resource) -> bool:
    """True for what all of the staff see: for a group or the school, and no student's own."""
    return resource.visibility is not Visibility.PRIVATE and not resource.owners


def members_among(
    tenant: Tenant, resources: Sequence[Resource], students: AbstractSet[str]
) -> dict[str, frozenset[str]]:
    """Which of these students, and of those whose own it is, are in the group of each resource.

    A batch of reads for every hundred of seats, lessons and series.
    """
    asked = {one.id: students | one.owners for one in resources}
    keys = [key for one in resources for key in _witnesses(tenant, one, asked[one.id])]
    records = tenant.table.get_many(keys)
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
