"""How courses are called, read in one batch with other things."""

from collections.abc import Iterable

from tutti.enrollment.store import CourseStore
from tutti.kit.changes import Key
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant


def course_keys(tenant: Tenant, ids: Iterable[str]) -> list[Key]:
    """Where these courses lie."""
    return [CourseStore(tenant).key(course_id) for course_id in ids]


def course_names(tenant: Tenant, records: Iterable[Record]) -> dict[str, str]:
    """The names of the courses among these items, by id."""
    found = [CourseStore(tenant).read(record) for record in records if record.kind == "Course"]
    return {course.id: course.name for course in found}
