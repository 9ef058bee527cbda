"""The assignments of a studio, as who runs them lists them (CRS-2)."""

from tutti.coursework.assignment import Assignment
from tutti.coursework.assignment_store import AssignmentStore
from tutti.coursework.assignment_visibility import runs
from tutti.kit.entity import Page
from tutti.kit.role import Role
from tutti.kit.who import Caller
from tutti.people.participants import refuse_foreign_teacher

ROUNDS = 3


def list_assignments(
    caller: Caller,
    *,
    teacher_id: str | None,
    cohort_id: str | None,
    limit: int,
    cursor: str | None,
) -> Page[Assignment]:
    """A page of the assignments of a cohort, of a teacher, or of all, the newest first.

    Teachers get their own; managers those of their locations, a page of which may hold fewer.
    """
    assignments = AssignmentStore(caller.tenant)
    of = teacher_id or (caller.person_id if caller.role is Role.TEACHER else None)
    if of:
        refuse_foreign_teacher(caller, of)
    if cohort_id:
        page = assignments.page_of_cohort(cohort_id, limit=limit, cursor=cursor)
    elif of:
        page = assignments.page_of_teacher(of, limit=limit, cursor=cursor)
    elif caller.role is Role.MANAGER:
        return assignments.sift(
            lambda one: runs(caller, one), limit=limit, cursor=cursor, newest_first=True, rounds=ROUNDS
        )
    else:
        page = assignments.page(limit=limit, cursor=cursor, newest_first=True)
    seen = [one for one in page.items if runs(caller, one) and of in (None, one.teacher_id)]
    return Page[Assignment](items=seen, cursor=page.cursor)
