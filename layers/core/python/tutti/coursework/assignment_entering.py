"""The work of an assignment's students, brought in line with what the assignment says.

An assignment is published and changed in one write; the work of its students follows, however often this is
done and wherever it was cut off.
"""

from collections.abc import Iterator, Sequence

from tutti.coursework.assignment import Assignment, AssignmentState
from tutti.coursework.assignment_store import AssignmentStore
from tutti.coursework.grade import grade_id
from tutti.coursework.grade_store import GradeStore
from tutti.coursework.student_work import StudentWork, work_id
from tutti.coursework.student_work_store import WorkStore
from tutti.kit.changes import Change
from tutti.kit.raced import Raced, until_undisturbed
from tutti.kit.tenant import Tenant

WORKS_A_WRITE = 90


class WorkEntered(Raced):
    """Somebody gave this student the work in the same moment."""


def new_work(assignment: Assignment, student_id: str) -> StudentWork:
    """A student's part of an assignment, nothing of it done."""
    return StudentWork(
        id=work_id(assignment.id, student_id),
        assignment_id=assignment.id,
        student_id=student_id,
        teacher_id=assignment.teacher_id,
        assigned_at=assignment.published_at or assignment.created_at,
        due_at=assignment.due_at,
    )


def entering_work(tenant: Tenant, assignment: Assignment, student_ids: Sequence[str]) -> list[Change]:
    """The changes that give these students their work."""
    works = WorkStore(tenant)
    return [works.creating(new_work(assignment, one)) for one in student_ids]


def enter_work(tenant: Tenant, assignment_id: str) -> None:
    """Give their work to students who have none yet, set what is due, take back what was withdrawn.

    As many works as one write holds at once, each time under the version of the assignment.
    """

    def once() -> None:
        assignments = AssignmentStore(tenant)
        assignment = assignments.find(assignment_id)
        if assignment is None or assignment.state is AssignmentState.DRAFT:
            return
        differences = list(_differences(WorkStore(tenant), assignment))
        for start in range(0, len(differences), WORKS_A_WRITE):
            bundle = differences[start : start + WORKS_A_WRITE]
            tenant.table.write([assignments.unchanged(assignment), *bundle])

    until_undisturbed(once)


def _differences(works: WorkStore, assignment: Assignment) -> Iterator[Change]:
    found = {one.student_id: one for one in works.of_assignment(assignment.id)}
    if assignment.state is AssignmentState.WITHDRAWN:
        untouched = [one for one in found.values() if not one.attempts and one.grade is None]
        yield from (works.removing(one) for one in _ungraded(works.tenant, untouched))
        return
    for student_id in assignment.student_ids:
        before = found.get(student_id)
        if before is None:
            yield works.creating(new_work(assignment, student_id), WorkEntered)
        elif before.due_at != assignment.due_at:
            yield works.replacing(before, before.model_copy(update={"due_at": assignment.due_at}))


def _ungraded(tenant: Tenant, works: Sequence[StudentWork]) -> Iterator[StudentWork]:
    """Those of this work for which no grade is prepared either: a batch of reads for each hundred."""
    ids = {one.id: grade_id(one.id, one.attempts) for one in works}
    graded = {one.id for one in GradeStore(tenant).get_many(list(ids.values()))}
    return (one for one in works if ids[one.id] not in graded)
