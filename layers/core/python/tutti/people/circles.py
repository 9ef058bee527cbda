"""Who stands around a student: all guardians of the family, and the one who is written to."""

from collections.abc import Sequence
from dataclasses import dataclass

from tutti.kit.tenant import Tenant
from tutti.people.family import Family, Guardian, Student
from tutti.people.store import FamilyStore, GuardianStore, StudentStore


@dataclass(frozen=True)
class Circle:
    """An active student, the guardians, and of them who is written to: the payer, else the first."""

    student: Student
    guardians: tuple[Guardian, ...]
    contact: Guardian | None


def circles_of(tenant: Tenant, student_ids: Sequence[str]) -> list[Circle]:
    """Around each of these students who is active: two batches of reads, and for each family a query."""
    students = [one for one in StudentStore(tenant).get_many(student_ids) if one.is_active]
    families = {one.id: one for one in FamilyStore(tenant).get_many([one.family_id for one in students])}
    guardians = {family_id: GuardianStore(tenant).family(family_id) for family_id in families}
    return [
        Circle(one, tuple(around), _contact(families[one.family_id], around))
        for one in students
        if (around := guardians.get(one.family_id)) is not None
    ]


def _contact(family: Family, guardians: Sequence[Guardian]) -> Guardian | None:
    named = [one for one in guardians if one.id == family.payer_id]
    return next(iter([*named, *guardians]), None)
