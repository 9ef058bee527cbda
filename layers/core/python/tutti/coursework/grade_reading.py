"""Who reads which grades: staff whom the work concerns all, families what was released to them."""

from tutti.coursework.assignment_pupils import pupils_seen
from tutti.coursework.assignment_visibility import own_assignment
from tutti.coursework.grade import Grade
from tutti.coursework.grade_store import GradeStore, NoSuchGrade
from tutti.coursework.student_work_task import read_task
from tutti.kit.entity import Page
from tutti.kit.errors import NotFound
from tutti.kit.role import ADMINISTRATION, FAMILY
from tutti.kit.who import Caller
from tutti.people.published import students


def get_grade(caller: Caller, grade_id: str) -> Grade:
    """The grade; `NoSuchGrade` to families before its release, and to everybody whom it does not concern."""
    grade = GradeStore(caller.tenant).get(grade_id)
    if caller.role in FAMILY and not grade.is_released:
        raise NoSuchGrade()
    if caller.role not in ADMINISTRATION:
        _refuse_strangers(caller, grade)
    return grade


def list_grades(caller: Caller, assignment_id: str, *, limit: int, cursor: str | None) -> Page[Grade]:
    """A page of the grades of an assignment that the caller runs, by student and attempt; else not found.

    Managers get those of students at their locations, teachers of whom they teach: a batch of reads more.
    """
    assignment = own_assignment(caller, assignment_id)
    page = GradeStore(caller.tenant).page_by("GRADESOF", assignment_id, limit=limit, cursor=cursor)
    if caller.role in ADMINISTRATION:
        return page
    found = students(caller.tenant, [one.student_id for one in page.items])
    seen = pupils_seen(caller, assignment, found)
    return Page(items=[one for one in page.items if one.student_id in seen], cursor=page.cursor)


def list_grade_history(caller: Caller, grade_id: str, *, limit: int, cursor: str | None) -> Page[Grade]:
    """A page of all versions of a grade, the latest first, each with who made it when; else `NoSuchGrade`."""
    get_grade(caller, grade_id)
    return GradeStore(caller.tenant).versions(grade_id, limit=limit, cursor=cursor)


def _refuse_strangers(caller: Caller, grade: Grade) -> None:
    try:
        read_task(caller, grade.assignment_id, grade.student_id)
    except NotFound:
        raise NoSuchGrade() from None
