"""Whose work of an assignment staff see: teachers that of students whom they still teach (IAM-9)."""

from collections.abc import Iterable

from tutti.coursework.assignment import Assignment
from tutti.coursework.assignment_audience import led_members
from tutti.kit.role import Role
from tutti.kit.who import Caller
from tutti.people.family import Student
from tutti.people.visibility import sees_student


def sees_pupil(caller: Caller, student: Student) -> bool:
    """True for the office, managers of the student's location, and teachers of the student."""
    return sees_student(caller, student, teaches=caller.person_id in student.teacher_ids)


def pupils_seen(caller: Caller, assignment: Assignment, students: Iterable[Student]) -> set[str]:
    """The ids of those of these students whose work is seen by the caller, who runs the assignment.

    A teacher sees also who is in the cohort or lesson of the assignment, while leading it; where somebody
    is not the teacher's own, that is a read for each group and a query for a cohort.
    """
    known = {one.id: sees_pupil(caller, one) for one in students}
    others = {student_id for student_id, is_own in known.items() if not is_own}
    if others and caller.role is Role.TEACHER:
        others -= set(led_members(caller, assignment))
    return known.keys() - others


def is_left_behind(assignment: Assignment, student: Student) -> bool:
    """True when its teacher, who gave it to single students, does not teach this one any more."""
    is_for_group = assignment.cohort_id or assignment.lesson_id
    return not is_for_group and assignment.teacher_id not in student.teacher_ids
