"""Who teaches whom, and how many students a teacher has: what enrolment and scheduling ask of people."""

from collections.abc import Sequence

from tutti.kit.changes import Change, Delete, Key, Put, Update, present
from tutti.kit.errors import AlreadyThere
from tutti.kit.raced import Raced
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.people.store import StudentStore, TeacherStore
from tutti.people.teacher import Teacher


class TeacherFull(Raced):
    """This teacher has no place for another student."""


class NotTaught(AlreadyThere):
    """This teacher does not teach this student."""


def teacher(tenant: Tenant, teacher_id: str) -> Teacher:
    """The teacher of this id; refuses with `NoSuchTeacher`."""
    return TeacherStore(tenant).get(teacher_id)


def teachers_of(tenant: Tenant, instrument: str) -> list[Teacher]:
    """The active teachers of an instrument: one query."""
    return [one for one in TeacherStore(tenant).all() if one.is_active and instrument in one.instruments]


def teachers(tenant: Tenant, ids: Sequence[str]) -> dict[str, Teacher]:
    """Teachers by id: one batch of reads."""
    return {one.id: one for one in TeacherStore(tenant).get_many(ids)}


def loads(tenant: Tenant, ids: Sequence[str]) -> dict[str, int]:
    """How many students each of these teachers has: one batch of reads."""
    records = tenant.table.get_many([load_key(tenant, one) for one in ids])
    return {str(record.owner): int(record.taken) for record in records}


def load_key(tenant: Tenant, teacher_id: str) -> Key:
    """Where a teacher's students are counted against the capacity (IAM-18)."""
    return Key(tenant.partition("TEACHER", teacher_id), "LOAD")


def counting_from_nought(tenant: Tenant, of: Teacher) -> Change:
    """The change that starts the count for a new teacher."""
    key = load_key(tenant, of.id)
    return Put(Record(key.pk, key.sk, kind="Load", taken=0, capacity=of.capacity, owner=of.id))


def taking_student(tenant: Tenant, teacher_id: str) -> Change:
    """The change that takes one of the teacher's places, refused with `TeacherFull` when there is none."""
    left = Record.taken < Record.capacity
    return Update(load_key(tenant, teacher_id), [Record.taken.add(1)], left, TeacherFull)


def losing_student(tenant: Tenant, teacher_id: str) -> Change:
    """The change that gives the place back."""
    return Update(load_key(tenant, teacher_id), [Record.taken.add(-1)], Record.taken > 0, NotTaught)


def assigning(tenant: Tenant, teacher_id: str, student_id: str) -> list[Change]:
    """The changes that make the student one of the teacher's own."""
    key = StudentStore(tenant).taught_key(teacher_id, student_id)
    return [
        Put(Record(key.pk, key.sk, kind="Taught", owner=student_id)),
        *_with_teachers(tenant, student_id, add=teacher_id),
    ]


def unassigning(tenant: Tenant, teacher_id: str, student_id: str) -> list[Change]:
    """The changes that take the student from the teacher again."""
    key = StudentStore(tenant).taught_key(teacher_id, student_id)
    return [Delete(key, present(), NotTaught), *_with_teachers(tenant, student_id, remove=teacher_id)]


def _with_teachers(tenant: Tenant, student_id: str, *, add: str = "", remove: str = "") -> list[Change]:
    students = StudentStore(tenant)
    student = students.find(student_id)
    if student is None:
        return []
    ids = tuple(one for one in (*student.teacher_ids, add) if one and one != remove)
    return [
        students.replacing(student, student.model_copy(update={"teacher_ids": tuple(dict.fromkeys(ids))}))
    ]
