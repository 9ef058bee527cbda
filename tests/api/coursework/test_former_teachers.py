"""Teachers whose students were taken from them: what they still may with the work (IAM-9)."""

from typing import Any

import pytest

from tests.support.classroom import Classroom
from tests.support.facts import facts_told
from tests.support.grading import a_rubric, marks
from tests.support.offers import a_cohort
from tests.support.people import a_teacher
from tests.support.seated_students import sits_in
from tutti.enrollment.course import Cohort
from tutti.enrollment.store import CohortStore
from tutti.kit.caller import Caller
from tutti.kit.role import Role


def led_by_another(home: Classroom, cohort: Cohort) -> None:
    """The cohort is taken from the teacher."""
    after = cohort.model_copy(update={"teacher_id": a_teacher(home.school).id})
    CohortStore(home.school.tenant).replace(cohort, after)


def grade(home: Classroom, submission_id: str, *, by: Caller) -> Any:
    """The grade of what was handed in."""
    rubric = home.call.add_rubric(a_rubric(), by=by)
    body = {"submission_id": submission_id, "rubric_id": rubric["id"], "marks": marks()}
    return home.call.give_grade(body, by=by)


class TestPublishing:
    def test_gives_nothing_to_a_student_whom_the_teacher_does_not_teach_any_more(
        self, home: Classroom
    ) -> None:
        drafted = home.draft()
        home.loses()
        refused = home.publish(drafted["id"])
        assert (refused.status, refused.problem) == (404, "StudentNotYours")
        assert (home.own_rows(), facts_told(home.school, "AssignmentCreated")) == ([], [])

    def test_goes_on_once_who_left_is_taken_off(self, home: Classroom) -> None:
        drafted, other = home.draft(), home.pupil()
        home.loses()
        home.change(drafted.body, student_ids=[other.id])
        assert home.publish(drafted["id"])["student_ids"] == [other.id]

    def test_gives_nothing_to_a_cohort_that_the_teacher_leads_no_more(self, home: Classroom) -> None:
        cohort = a_cohort(home.school, teacher=home.teacher)
        sits_in(home.school, cohort, home.student.id)
        drafted = home.draft(student_ids=[], cohort_id=cohort.id)
        led_by_another(home, cohort)
        assert home.publish(drafted["id"]).problem == "NoSuchGroup"

    def test_is_the_offices_to_do_all_the_same(self, home: Classroom) -> None:
        drafted = home.draft()
        home.loses()
        reply = home.call.publish_assignment(by=home.school.admin, assignment_id=drafted["id"])
        assert reply["student_ids"] == [home.student.id]

    def test_adds_nobody_whom_the_teacher_does_not_teach(self, home: Classroom) -> None:
        made, other = home.assigned(), home.pupil()
        home.loses(other)
        added = home.change(made, student_ids=[home.student.id, other.id])
        assert added.problem == "NoSuchStudent"


class TestTheWork:
    @pytest.fixture
    def successor(self, home: Classroom) -> Caller:
        """Who teaches the student after the teacher."""
        return home.school.caller(Role.TEACHER, a_teacher(home.school).id)

    @pytest.fixture
    def work(self, home: Classroom, successor: Caller) -> dict[str, str]:
        """What was handed in before the student was taken from the teacher."""
        made = home.assigned()
        handed_in = home.submit(made)
        home.loses(to=successor.person_id)
        return {"assignment_id": made["id"], "student_id": home.student.id, "submission_id": handed_in["id"]}

    def test_is_not_the_former_teachers_to_return_or_excuse(
        self, home: Classroom, work: dict[str, str]
    ) -> None:
        for state in ("returned", "excused"):
            reply = home.call.update_work({"state": state, "version": 2}, by=home.taught_by, **work)
            assert reply.problem == "NoSuchAssignment"

    @pytest.mark.parametrize("name", ["get_work", "get_submission", "list_submissions"])
    def test_is_not_the_former_teachers_to_read(
        self, home: Classroom, work: dict[str, str], name: str
    ) -> None:
        query = {"student_id": home.student.id} if name == "list_submissions" else None
        assert getattr(home.call, name)(by=home.taught_by, query=query, **work).status == 404

    def test_is_not_the_former_teachers_to_grade(self, home: Classroom, work: dict[str, str]) -> None:
        assert grade(home, work["submission_id"], by=home.taught_by).problem == "NoSuchAssignment"

    def test_is_not_named_to_the_former_teacher(self, home: Classroom, work: dict[str, str]) -> None:
        assert home.class_rows({"id": work["assignment_id"]}) == []
        assert len(home.class_rows({"id": work["assignment_id"]}, by=home.school.admin)) == 1

    def test_is_graded_by_who_teaches_the_student_now(
        self, home: Classroom, work: dict[str, str], successor: Caller
    ) -> None:
        given = grade(home, work["submission_id"], by=successor)
        assert given.status == 201
        listed = home.call.list_grades(by=home.taught_by, query=work)
        assert (listed["items"], home.call.get_grade(by=home.taught_by, grade_id=given["id"]).status) == (
            [],
            404,
        )

    def test_is_graded_by_the_office(self, home: Classroom, work: dict[str, str]) -> None:
        assert grade(home, work["submission_id"], by=home.school.admin).status == 201


def test_another_teacher_of_the_student_judges_nothing_while_the_first_one_teaches(home: Classroom) -> None:
    other = home.school.caller(Role.TEACHER, a_teacher(home.school).id)
    made = home.assigned()
    home.taught_also_by(other.person_id)
    assert grade(home, home.submit(made)["id"], by=other).problem == "NoSuchAssignment"


def test_who_leads_the_cohort_judges_the_work_of_who_sits_in_it(home: Classroom) -> None:
    cohort = a_cohort(home.school, teacher=home.teacher)
    sits_in(home.school, cohort, home.student.id)
    made = home.assigned(student_ids=[], cohort_id=cohort.id)
    handed_in = home.submit(made)
    home.loses()
    assert len(home.class_rows(made)) == 1
    assert grade(home, handed_in["id"], by=home.taught_by).status == 201


def test_who_leads_the_cohort_no_more_judges_nothing(home: Classroom) -> None:
    cohort = a_cohort(home.school, teacher=home.teacher)
    sits_in(home.school, cohort, home.student.id)
    made = home.assigned(student_ids=[], cohort_id=cohort.id)
    handed_in = home.submit(made)
    home.loses()
    led_by_another(home, cohort)
    assert home.class_rows(made) == []
    assert grade(home, handed_in["id"], by=home.taught_by).problem == "NoSuchAssignment"
