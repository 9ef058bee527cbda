"""Who teaches whom, and how many students a teacher has: what enrolment and scheduling ask of people."""

from collections.abc import Sequence

from pynamodb.expressions.condition import Condition

from tutti.kit.changes import Change, Delete, Key, Put, Update, absent, present
from tutti.kit.errors import AlreadyThere, Refusal
from tutti.kit.raced import Raced
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.people.family import Student
from tutti.people.store import StudentStore, TeacherStore
from tutti.people.teacher import Teacher


class TeacherFull(Raced):
    """This teacher has no place for another student."""


class NoStudentToLose(AlreadyThere):
    """This teacher has no students."""


class TaughtMoved(Raced):
    """Somebody assigned this student to this teacher in the same moment, or took the student away."""


def teacher(tenant: Tenant, teacher_id: str) -> Teacher:
    """The teacher of this id; refuses with `NoSuchTeacher`."""
    return TeacherStore(tenant).get(teacher_id)


def all_teachers(tenant: Tenant) -> list[Teacher]:
    """The active teachers: one query."""
    return [one for one in TeacherStore(tenant).all() if one.is_active]


def teachers_of(tenant: Tenant, instrument: str) -> list[Teacher]:
    """The active teachers of an instrument: one query."""
    return [one for one in all_teachers(tenant) if instrument in one.instruments]


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


def taking_student(tenant: Tenant, teacher_id: str, refusal: type[Refusal] = TeacherFull) -> Change:
    """The change that takes one of the teacher's places, refused when there is none."""
    left = Record.taken < Record.capacity
    return Update(load_key(tenant, teacher_id), [Record.taken.add(1)], left, refusal)


def losing_student(tenant: Tenant, teacher_id: str) -> Change:
    """The change that gives the place back."""
    return Update(load_key(tenant, teacher_id), [Record.taken.add(-1)], Record.taken > 0, NoStudentToLose)


def assigning(tenant: Tenant, teacher_id: str, student_id: str) -> list[Change]:
    """The changes that make the student one of the teacher's own, or count one reason more why."""
    student, reasons = _taught(tenant, teacher_id, student_id)
    again = [] if reasons else _with_teachers(tenant, student, add=teacher_id)
    return [_counting(tenant, teacher_id, student_id, reasons, reasons + 1), *again]


def unassigning(tenant: Tenant, teacher_id: str, student_id: str) -> list[Change]:
    """The changes that take one reason back, and with the last one the student from the teacher."""
    student, reasons = _taught(tenant, teacher_id, student_id)
    if not reasons:
        return []
    gone = _with_teachers(tenant, student, remove=teacher_id) if reasons == 1 else []
    return [_counting(tenant, teacher_id, student_id, reasons, reasons - 1), *gone]


def _taught(tenant: Tenant, teacher_id: str, student_id: str) -> tuple[Student | None, int]:
    """The student, and the number of reasons why this teacher teaches the student: one for a link by hand."""
    students = StudentStore(tenant)
    found, link = tenant.table.get_each(students.key(student_id), students.taught_key(teacher_id, student_id))
    return (students.read(found) if found else None, int(link.taken or 1) if link else 0)


def _counting(tenant: Tenant, teacher_id: str, student_id: str, before: int, after: int) -> Change:
    key = StudentStore(tenant).taught_key(teacher_id, student_id)
    if not after:
        return Delete(key, _reasons_are(before), TaughtMoved)
    link = Record(key.pk, key.sk, kind="Taught", owner=student_id, taken=after)
    return Put(link, _reasons_are(before), TaughtMoved)


def _reasons_are(count: int) -> Condition:
    if not count:
        return absent()
    by_hand = present() & Record.taken.does_not_exist()
    return (Record.taken == count) | by_hand if count == 1 else Record.taken == count


def _with_teachers(
    tenant: Tenant, student: Student | None, *, add: str = "", remove: str = ""
) -> list[Change]:
    if student is None:
        return []
    ids = tuple(one for one in (*student.teacher_ids, add) if one and one != remove)
    after = student.model_copy(update={"teacher_ids": tuple(dict.fromkeys(ids))})
    return [StudentStore(tenant).replacing(student, after)]
