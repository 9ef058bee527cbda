"""Who sees which rows (IAM-9). What one may not see is refused as if it were not there."""

from tutti.kit.role import ADMINISTRATION, Role
from tutti.kit.who import Caller
from tutti.people.family import Student
from tutti.people.member import MemberProfile


def sees_member(caller: Caller, member: MemberProfile) -> bool:
    """Managers see those of their locations, teachers the staff, everybody themselves."""
    if caller.role in ADMINISTRATION or member.id == caller.person_id:
        return True
    if caller.role is Role.TEACHER:
        return member.is_staff
    return caller.role is Role.MANAGER and not set(caller.location_ids).isdisjoint(member.location_ids)


def sees_student(
    caller: Caller, student: Student, *, own_family_id: str | None = None, teaches: bool = False
) -> bool:
    """Managers see their locations' students, teachers theirs, guardians the family's, a student but one."""
    match caller.role:
        case Role.OWNER | Role.ADMIN:
            return True
        case Role.MANAGER:
            return caller.may_see_location(student.location_id)
        case Role.TEACHER:
            return teaches
        case Role.GUARDIAN:
            return student.family_id == own_family_id
        case Role.STUDENT:
            return student.id == caller.person_id


def sees_family(caller: Caller, students: list[Student]) -> bool:
    """Managers see a family with a student at one of their locations, and one that has no student yet."""
    return (
        caller.role in ADMINISTRATION
        or not students
        or any(sees_student(caller, student) for student in students)
    )
