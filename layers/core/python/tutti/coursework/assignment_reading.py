"""One assignment: as it is written for who runs it, as a student reads it for everybody else (CRS-2)."""

from datetime import datetime

from tutti.coursework.assignment import Assignment, NoSuchAssignment
from tutti.coursework.assignment_contents import built_in
from tutti.coursework.assignment_materials import AssignmentShown, materials_of
from tutti.coursework.assignment_visibility import own_assignment
from tutti.coursework.student_work_store import WorkStore
from tutti.coursework.student_work_task import Task, read_task
from tutti.coursework.template_text import BuiltIn, names_in
from tutti.kit.role import STAFF
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.names import people_names, teacher_keys
from tutti.people.published import own_people
from tutti.studios.service import read_studio, studio_key


def get_assignment(
    caller: Caller, assignment_id: str, student_id: str | None, *, now: datetime
) -> AssignmentShown:
    """The assignment; with a student, and always for families, as that student reads it.

    Refuses with `NoSuchAssignment` whom it does not concern. One batch of reads, two more for guardians who
    name no child, one where a text names the teacher, one where something is attached.
    """
    if student_id is None and caller.role in STAFF:
        return AssignmentShown(**dict(own_assignment(caller, assignment_id)))
    of = student_id or _own_student(caller, assignment_id)
    task = read_task(caller, assignment_id, of, studio_key(caller.tenant))
    return _as_read(caller.tenant, task, now)


def _own_student(caller: Caller, assignment_id: str) -> str:
    """The first of those for whom the caller speaks who has the assignment."""
    own, works = own_people(caller), WorkStore(caller.tenant)
    if own == [caller.person_id]:
        return caller.person_id
    found = caller.tenant.table.get_each(*(works.key_of(assignment_id, one) for one in own))
    for student_id, work in zip(own, found, strict=True):
        if work:
            return student_id
    raise NoSuchAssignment()


def _as_read(tenant: Tenant, task: Task, now: datetime) -> AssignmentShown:
    """The assignment with its texts filled in; of those who have it, it names the student alone."""
    assignment = task.assignment
    values = built_in(
        student=task.given_name,
        teacher=_teacher(tenant, assignment),
        studio=read_studio(tenant, task.beside[0]).name,
        due=assignment.due,
    )
    read = {
        "sections": tuple(one.shown(values) for one in assignment.sections),
        "student_ids": (task.work.student_id,),
        "location_ids": (),
    }
    materials = materials_of(tenant, assignment.sections, now=now)
    return AssignmentShown(**dict(assignment) | read, materials=materials)


def _teacher(tenant: Tenant, assignment: Assignment) -> str:
    """The teacher's name, read where a text wants it."""
    texts = [text for one in assignment.sections for text in (one.title, one.text)]
    if not any(BuiltIn.TEACHER in names_in(text) for text in texts):
        return ""
    found = tenant.table.get_many(teacher_keys(tenant, [assignment.teacher_id]))
    return people_names(tenant, found).get(assignment.teacher_id, "")
