"""The teachers of a studio: what the office and they themselves say of them (IAM-13, IAM-18)."""

from collections.abc import Iterable

from tutti.kit.changes import Change, Update
from tutti.kit.entity import Page
from tutti.kit.errors import Conflict
from tutti.kit.facts import Fact, told
from tutti.kit.ids import new_id
from tutti.kit.paging import paged_by_id
from tutti.kit.record import Record
from tutti.kit.role import Role
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.member_store import MemberStore
from tutti.people.store import NoSuchTeacher, TeacherStore
from tutti.people.teacher import AvailabilityUpdate, NewTeacher, Teacher, TeacherUpdate
from tutti.people.teaching import counting_from_nought, load_key
from tutti.studios.service import requiring_locations


class TeacherAdded(Fact):
    """The studio has a new teacher."""


class TeacherChanged(Fact):
    """A teacher has another profile, perhaps another availability."""


class CapacityBelowLoad(Conflict):
    """This teacher has more students already than the new capacity allows."""


def list_teachers(caller: Caller, *, limit: int, cursor: str | None) -> Page[Teacher]:
    """A page of the teachers; a teacher gets the own profile only."""
    teachers = TeacherStore(caller.tenant)
    if caller.role is Role.TEACHER:
        return paged_by_id(teachers.get_many([caller.person_id]), limit=limit, cursor=cursor)
    return teachers.page(limit=limit, cursor=cursor)


def get_teacher(caller: Caller, person_id: str) -> Teacher:
    """The teacher; refuses with `NoSuchTeacher` everybody else's profile to a teacher."""
    if caller.role is Role.TEACHER and person_id != caller.person_id:
        raise NoSuchTeacher()
    return TeacherStore(caller.tenant).get(person_id)


def add_teacher(tenant: Tenant, draft: NewTeacher) -> Teacher:
    """The new teacher, with no students yet; refuses members and locations that are not there."""
    profile = dict(draft)
    known_as = profile.pop("person_id")
    teacher = Teacher(id=known_as or new_id("per"), **profile)
    tenant.table.write(
        [
            TeacherStore(tenant).creating(teacher),
            counting_from_nought(tenant, teacher),
            *MemberStore(tenant).requiring(known_as),
            *_requiring_places(tenant, teacher),
            *told(tenant, TeacherAdded(subject=teacher.id)),
        ]
    )
    return teacher


def update_teacher(tenant: Tenant, person_id: str, update: TeacherUpdate) -> Teacher:
    """The teacher as it now is; refuses with `CapacityBelowLoad` fewer places than are taken."""
    before = TeacherStore(tenant).get(person_id)
    after = before.revised(update)
    return _replace(tenant, before, after, [_capacity(tenant, after)])


def set_availability(caller: Caller, person_id: str, update: AvailabilityUpdate) -> Teacher:
    """The teacher with the week as it now is."""
    before = get_teacher(caller, person_id)
    return _replace(caller.tenant, before, before.revised(update), [])


def _replace(tenant: Tenant, before: Teacher, after: Teacher, more: Iterable[Change]) -> Teacher:
    changes = [TeacherStore(tenant).replacing(before, after), *more, *_requiring_places(tenant, after)]
    tenant.table.write([*changes, *told(tenant, TeacherChanged(subject=after.id))])
    return after.model_copy(update={"version": before.version + 1})


def _requiring_places(tenant: Tenant, teacher: Teacher) -> list[Change]:
    usual = [block.location_id for block in teacher.availability]
    return requiring_locations(tenant, [*usual, *(one.location_id for one in teacher.exceptions)])


def _capacity(tenant: Tenant, teacher: Teacher) -> Change:
    suffices = Record.taken.does_not_exist() | (Record.taken <= teacher.capacity)
    stated = [Record.capacity.set(teacher.capacity), Record.taken.add(0)]
    named = [Record.kind.set("Load"), Record.owner.set(teacher.id)]
    return Update(load_key(tenant, teacher.id), [*stated, *named], suffices, CapacityBelowLoad)
