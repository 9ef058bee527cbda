"""Who begins in a cohort, as the bus tells it, has its open assignments to do."""

import pytest

from functions.events.coursework import assign_to_newcomer, enter_work
from tests.support.classroom import Classroom
from tests.support.consuming import hears
from tests.support.enrolling import Enrolling
from tests.support.facts import facts_told
from tests.support.killing import killed_after
from tests.support.offers import a_cohort
from tests.support.paper import on_paper
from tests.support.school import School
from tests.support.seated_students import sits_in
from tutti.coursework.student_work_store import WorkStore


@pytest.fixture
def home(forte: School) -> Classroom:
    return Classroom(forte)


def who_has(home: Classroom, assignment_id: str) -> set[str]:
    return {one.student_id for one in WorkStore(home.school.tenant).of_assignment(assignment_id)}


def test_who_begins_in_a_cohort_gets_its_open_assignments(
    home: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolling = Enrolling(home.school, on_paper(monkeypatch))
    cohort = a_cohort(home.school, teacher=home.teacher)
    made = home.assigned(cohort_id=cohort.id)
    begun = enrolling.apply(cohort.course_id).pays().goes_on().enrollment
    for _ in range(2):
        hears(assign_to_newcomer, *facts_told(home.school, "EnrollmentActivated"))
    assert who_has(home, made["id"]) == {home.student.id, begun.student_id}


def test_who_sat_down_while_it_was_published_gets_it_as_well(home: Classroom) -> None:
    cohort, other = a_cohort(home.school, teacher=home.teacher), home.pupil()
    made = home.assigned(cohort_id=cohort.id)
    sits_in(home.school, cohort, other.id)
    for _ in range(2):
        hears(enter_work, *facts_told(home.school, "AssignmentCreated"))
    assert who_has(home, made["id"]) == {home.student.id, other.id}


def test_a_change_that_was_cut_off_is_finished(home: Classroom) -> None:
    made, other = home.assigned(), home.pupil()
    with killed_after(1):
        home.change(made, student_ids=[home.student.id, other.id])
    assert who_has(home, made["id"]) == {home.student.id}
    for _ in range(2):
        hears(enter_work, *facts_told(home.school, "AssignmentCreated", "AssignmentChanged"))
    assert who_has(home, made["id"]) == {home.student.id, other.id}


def test_what_was_withdrawn_and_cut_off_is_taken_back(home: Classroom) -> None:
    made = home.assigned()
    with killed_after(1):
        home.change(made, state="withdrawn")
    assert who_has(home, made["id"]) == {home.student.id}
    hears(enter_work, *facts_told(home.school, "AssignmentWithdrawn"))
    assert who_has(home, made["id"]) == set()
