"""Teachers assigned to students by the office, beside those whom an enrolment brings (IAM-9, IAM-18)."""

from tutti.kit.entity import Value
from tutti.kit.errors import Conflict
from tutti.kit.facts import Fact, told
from tutti.kit.ids import PersonId
from tutti.kit.raced import until_undisturbed
from tutti.kit.who import Caller
from tutti.people import teaching
from tutti.people.family import Student
from tutti.people.students import get_student


class TeacherAssigned(Fact):
    """A student has one more teacher."""

    teacher_id: str


class TeacherUnassigned(Fact):
    """A student has one teacher less."""

    teacher_id: str


class TeacherHasNoPlace(Conflict):
    """This teacher has as many students as the capacity allows; raise it, or choose another teacher."""


class NotTaught(Conflict):
    """This teacher does not teach this student."""


class TeacherAssignment(Value):
    """Who shall teach the student."""

    teacher_id: PersonId


def assign_teacher(caller: Caller, student_id: str, assignment: TeacherAssignment) -> Student:
    """The student with this teacher as well; nothing changes for one who teaches the student already."""
    tenant, teacher_id = caller.tenant, assignment.teacher_id

    def once() -> Student:
        student = get_student(caller, student_id)
        teaching.teacher(tenant, teacher_id)
        if teacher_id in student.teacher_ids:
            return student
        place = teaching.taking_student(tenant, teacher_id, TeacherHasNoPlace)
        fact = TeacherAssigned(subject=student_id, teacher_id=teacher_id)
        changes = teaching.assigning(tenant, teacher_id, student_id)
        tenant.table.write([place, *changes, *told(tenant, fact)])
        return get_student(caller, student_id)

    return until_undisturbed(once)


def unassign_teacher(caller: Caller, student_id: str, teacher_id: str) -> None:
    """Take the teacher off the student, by as much as one assignment; refuses with `NotTaught`."""
    tenant = caller.tenant

    def once() -> None:
        if teacher_id not in get_student(caller, student_id).teacher_ids:
            raise NotTaught()
        place = teaching.losing_student(tenant, teacher_id)
        changes = teaching.unassigning(tenant, teacher_id, student_id)
        fact = TeacherUnassigned(subject=student_id, teacher_id=teacher_id)
        tenant.table.write([place, *changes, *told(tenant, fact)])

    until_undisturbed(once)
