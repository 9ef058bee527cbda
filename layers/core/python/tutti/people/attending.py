"""Students of a lesson, and which of them a family speaks for, read with whatever else is read."""

from collections.abc import Iterable, Sequence

from tutti.kit.changes import Key
from tutti.kit.record import Record
from tutti.kit.role import Role
from tutti.kit.who import Caller
from tutti.people.family import Student
from tutti.people.store import GuardianStore, StudentStore


def attending_keys(caller: Caller, student_ids: Sequence[str]) -> list[Key]:
    """Where these students lie, and the guardian who asks."""
    students, guardians = StudentStore(caller.tenant), GuardianStore(caller.tenant)
    asking = [guardians.key(caller.person_id)] if caller.role is Role.GUARDIAN else []
    return [*map(students.key, student_ids), *asking]


def attending(caller: Caller, records: Iterable[Record], student_ids: Sequence[str]) -> list[Student]:
    """Those of these students among the items for whom the caller speaks, in the order asked.

    Students speak for themselves, guardians for their family's, staff for all.
    """
    students, found, family_id = StudentStore(caller.tenant), dict[str, Student](), None
    for record in records:
        if record.kind == "Student":
            found[record.SK] = students.read(record)
        elif record.kind == "Guardian":
            family_id = GuardianStore(caller.tenant).read(record).family_id
    named = [found[student_id] for student_id in student_ids if student_id in found]
    match caller.role:
        case Role.STUDENT:
            return [one for one in named if one.id == caller.person_id]
        case Role.GUARDIAN:
            return [one for one in named if one.family_id == family_id]
    return named
