"""How people are called where others read it: students by their given name alone."""

from collections.abc import Iterable

from tutti.kit.changes import Key
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.people.store import StudentStore, TeacherStore


def teacher_keys(tenant: Tenant, ids: Iterable[str]) -> list[Key]:
    """Where these teachers lie."""
    return [TeacherStore(tenant).key(teacher_id) for teacher_id in ids]


def student_keys(tenant: Tenant, ids: Iterable[str]) -> list[Key]:
    """Where these students lie."""
    return [StudentStore(tenant).key(student_id) for student_id in ids]


def people_names(tenant: Tenant, records: Iterable[Record]) -> dict[str, str]:
    """The names of the teachers and students among these items, by id."""
    students, teachers, names = StudentStore(tenant), TeacherStore(tenant), {}
    for record in records:
        if record.kind == "Teacher":
            names[record.SK] = teachers.read(record).display_name
        elif record.kind == "Student":
            names[record.SK] = students.read(record).given_name
    return names
