"""Who takes part in a lesson, read in one round with whatever else it needs."""

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
    """The teacher and the students of a lesson."""

    teacher: Teacher
    students: list[Student]


@dataclass(frozen=True)
class TakingPart:
    """Who is asked for; where a caller is named, only students whom that one sees."""

    teacher_id: str
    student_ids: Sequence[str]
    seen_by: Caller | None = None

    def keys(self, tenant: Tenant) -> list[Key]:
        """Where they lie, for who reads them along with something else."""
        students, guardians, caller = StudentStore(tenant), GuardianStore(tenant), self.seen_by
        own = [guardians.key(caller.person_id)] if caller and caller.role is Role.GUARDIAN else []
        return [TeacherStore(tenant).key(self.teacher_id), *map(students.key, self.student_ids), *own]

    def among(self, tenant: Tenant, records: Iterable[Record]) -> Participants:
        """They, out of these items; refuses `NoSuchTeacher`, and `NoSuchStudent` also for the unseen."""
        found = {(record.PK, record.SK): record for record in records}
        teacher, *others = [found.get((key.pk, key.sk)) for key in self.keys(tenant)]
        count = len(self.student_ids)
        students = [StudentStore(tenant).required(record) for record in others[:count]]
        if self.seen_by:
            own = GuardianStore(tenant).required(others[count]).family_id if others[count:] else None
            _refuse_unseen(self.seen_by, students, own)
        return Participants(TeacherStore(tenant).required(teacher), students)


def _refuse_unseen(caller: Caller, students: Iterable[Student], own_family_id: str | None) -> None:
    for one in students:
        teaches = caller.person_id in one.teacher_ids
        if not sees_student(caller, one, own_family_id=own_family_id, teaches=teaches):
            raise NoSuchStudent()


def refuse_foreign_teacher(caller: Caller, teacher_id: str) -> None:
    """Refuse with `NoSuchTeacher` a teacher who would act for another one."""
    if caller.role is Role.TEACHER and teacher_id != caller.person_id:
        raise NoSuchTeacher()
