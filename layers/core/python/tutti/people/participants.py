"""Who takes part in a lesson to be, read in one round with whatever else its booking needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tutti.kit.changes import Key
from tutti.kit.record import Record
from tutti.kit.role import Role
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.family import Student
from tutti.people.store import GuardianStore, NoSuchStudent, NoSuchTeacher, StudentStore, TeacherStore
from tutti.people.teacher import Teacher
from tutti.people.visibility import sees_student


@dataclass(frozen=True)
class Participants:
    """The teacher and the students of a lesson to be."""

    teacher: Teacher
    students: list[Student]


def participant_keys(caller: Caller, teacher_id: str, student_ids: Sequence[str]) -> list[Key]:
    """Where the participants lie, for who reads them along with something else."""
    tenant = caller.tenant
    students, asking = StudentStore(tenant), GuardianStore(tenant).key(caller.person_id)
    own = [asking] if caller.role is Role.GUARDIAN else []
    return [TeacherStore(tenant).key(teacher_id), *map(students.key, student_ids), *own]


def participants(
    caller: Caller, records: Iterable[Record], teacher_id: str, student_ids: Sequence[str]
) -> Participants:
    """The participants among these items; refuses `NoSuchTeacher`, `NoSuchStudent` whom one may not see."""
    tenant, found = caller.tenant, {(record.PK, record.SK): record for record in records}
    keys = participant_keys(caller, teacher_id, student_ids)
    teacher, *others = [found.get((key.pk, key.sk)) for key in keys]
    students = [StudentStore(tenant).required(record) for record in others[: len(student_ids)]]
    asking = others[len(student_ids) :]
    own = GuardianStore(tenant).required(asking[0]).family_id if asking else None
    for one in students:
        if not sees_student(caller, one, own_family_id=own, teaches=caller.person_id in one.teacher_ids):
            raise NoSuchStudent()
    return Participants(TeacherStore(tenant).required(teacher), students)


def people_keys(tenant: Tenant, teacher_id: str, student_ids: Sequence[str]) -> list[Key]:
    """Where those lie who take part in a lesson that stands, for who reads them along with something else."""
    return [TeacherStore(tenant).key(teacher_id), *map(StudentStore(tenant).key, student_ids)]


def people_among(
    tenant: Tenant, records: Iterable[Record], teacher_id: str, student_ids: Sequence[str]
) -> Participants:
    """Those who take part, among these items, whoever asks; refuses `NoSuchTeacher`, `NoSuchStudent`."""
    found = {(record.PK, record.SK): record for record in records}
    keys = people_keys(tenant, teacher_id, student_ids)
    teacher, *students = [found.get((key.pk, key.sk)) for key in keys]
    return Participants(
        TeacherStore(tenant).required(teacher), [StudentStore(tenant).required(one) for one in students]
    )


def refuse_foreign_teacher(caller: Caller, teacher_id: str) -> None:
    """Refuse with `NoSuchTeacher` a teacher who would act for another one."""
    if caller.role is Role.TEACHER and teacher_id != caller.person_id:
        raise NoSuchTeacher()
