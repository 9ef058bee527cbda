"""Assignments for all of a cohort, a lesson or a large school, and for who joins later (CRS-2)."""

import pytest

from tests.support.classroom import Classroom, in_days
from tests.support.door import Call
from tests.support.facts import facts_told
from tests.support.killing import killed_after
from tests.support.offers import a_cohort, next_week
from tests.support.seated_students import sits_in
from tests.support.timetable import Timetable, a_timetable
from tutti.coursework import assignment_entering, assignment_publishing
from tutti.coursework.assignment_publishing import assign_to_newcomer
from tutti.coursework.student_work_store import WorkStore
from tutti.kit.clock import rfc3339, utc_now
from tutti.kit.ids import new_id

CLASS = 101
"""More students than one write holds."""


def everybody(home: Classroom, assignment_id: str) -> set[str]:
    return {one.student_id for one in WorkStore(home.school.tenant).of_assignment(assignment_id)}


class TestACohort:
    def test_everybody_in_it_gets_the_work(self, home: Classroom) -> None:
        cohort, other = a_cohort(home.school, teacher=home.teacher), home.pupil()
        sits_in(home.school, cohort, home.student.id, other.id)
        made = home.assigned(student_ids=[], cohort_id=cohort.id)
        assert set(made["student_ids"]) == everybody(home, made["id"]) == {home.student.id, other.id}

    def test_who_is_named_besides_gets_it_once(self, home: Classroom) -> None:
        cohort = a_cohort(home.school, teacher=home.teacher)
        sits_in(home.school, cohort, home.student.id)
        assert home.assigned(cohort_id=cohort.id)["student_ids"] == [home.student.id]

    def test_its_teacher_is_whose_it_is_when_the_office_assigns(self, home: Classroom) -> None:
        cohort = a_cohort(home.school, teacher=home.teacher)
        drafted = home.draft(by=home.school.admin, student_ids=[], cohort_id=cohort.id)
        assert drafted["teacher_id"] == home.teacher.id

    def test_another_teacher_does_not_assign_to_it(self, home: Classroom) -> None:
        assert home.draft(cohort_id=a_cohort(home.school).id).problem == "NoSuchGroup"

    def test_its_assignments_are_listed_the_newest_first(self, home: Classroom) -> None:
        cohort = a_cohort(home.school, teacher=home.teacher)
        home.draft()
        first, second = (home.draft(cohort_id=cohort.id)["id"] for _ in range(2))
        listed = home.call.list_assignments(by=home.taught_by, query={"cohort_id": cohort.id})
        assert [one["id"] for one in listed["items"]] == [second, first]

    def test_a_draft_may_go_to_another_cohort(self, home: Classroom) -> None:
        days = (next_week(home.school, days=7), next_week(home.school, days=8))
        before, after = (a_cohort(home.school, teacher=home.teacher, first=day) for day in days)
        made = home.draft(cohort_id=before.id)
        home.change(made.body, cohort_id=after.id)
        for cohort, expected in ((before, []), (after, [made["id"]])):
            listed = home.call.list_assignments(by=home.taught_by, query={"cohort_id": cohort.id})
            assert [one["id"] for one in listed["items"]] == expected

    def test_what_is_published_stays_with_its_cohort(self, home: Classroom) -> None:
        cohort = a_cohort(home.school, teacher=home.teacher)
        assert home.change(home.assigned(), cohort_id=cohort.id).problem == "FixedOncePublished"


class TestANewcomer:
    def assigned(self, home: Classroom, **more: object) -> tuple[str, str]:
        cohort = a_cohort(home.school, teacher=home.teacher)
        return cohort.id, home.assigned(cohort_id=cohort.id, **more)["id"]

    def test_gets_what_is_open(self, home: Classroom) -> None:
        cohort_id, assignment_id = self.assigned(home, due=in_days(5))
        newcomer = home.pupil()
        assign_to_newcomer(home.school.tenant, cohort_id, newcomer.id, now=utc_now())
        assert newcomer.id in everybody(home, assignment_id)

    def test_gets_it_once_however_often_this_is_done(self, home: Classroom) -> None:
        cohort_id, _ = self.assigned(home)
        newcomer = home.pupil()
        for _ in range(2):
            assign_to_newcomer(home.school.tenant, cohort_id, newcomer.id, now=utc_now())
        assert len(facts_told(home.school, "AssignmentChanged")) == 1

    @pytest.mark.parametrize("state", ["closed", "withdrawn"])
    def test_gets_nothing_that_is_over(self, home: Classroom, state: str) -> None:
        cohort_id, assignment_id = self.assigned(home)
        read = home.call.get_assignment(by=home.taught_by, assignment_id=assignment_id)
        home.change(read.body, state=state)
        newcomer = home.pupil()
        assign_to_newcomer(home.school.tenant, cohort_id, newcomer.id, now=utc_now())
        assert newcomer.id not in everybody(home, assignment_id)


class TestALesson:
    @pytest.fixture
    def day(self, home: Classroom) -> Timetable:
        return a_timetable(home.school)

    def test_its_students_get_the_work(self, home: Classroom, call: Call, day: Timetable) -> None:
        lesson = call.book_lesson(day.booking(), by=home.school.owner)
        drafted = home.draft(by=home.school.owner, student_ids=[], lesson_id=lesson["id"])
        published = call.publish_assignment(by=home.school.owner, assignment_id=drafted["id"])
        assert (published["teacher_id"], published["student_ids"]) == (day.teacher.id, [day.student.id])

    def test_another_teachers_is_not_found(self, home: Classroom, call: Call, day: Timetable) -> None:
        lesson = call.book_lesson(day.booking(), by=home.school.owner)
        assert home.draft(lesson_id=lesson["id"]).problem == "NoSuchGroup"


def test_everybody_in_a_large_class_gets_the_work(home: Classroom) -> None:
    pupils = [home.pupil().id for _ in range(CLASS)]
    made = home.assigned(student_ids=pupils)
    assert everybody(home, made["id"]) == set(pupils)


class TestSeveralWrites:
    @pytest.fixture(autouse=True)
    def small_writes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for module in (assignment_entering, assignment_publishing):
            monkeypatch.setattr(module, "WORKS_A_WRITE", 3)

    @pytest.fixture
    def pupils(self, home: Classroom) -> list[str]:
        return [home.pupil().id for _ in range(8)]

    @pytest.mark.parametrize("writes", [1, 2])
    def test_a_publishing_that_is_cut_off_is_finished_by_who_hears_of_it(
        self, home: Classroom, pupils: list[str], writes: int
    ) -> None:
        drafted = home.draft(student_ids=pupils)
        with killed_after(writes):
            home.publish(drafted["id"])
        assert len(everybody(home, drafted["id"])) == 3 * writes
        [told] = facts_told(home.school, "AssignmentCreated")
        for _ in range(2):
            assignment_entering.enter_work(home.school.tenant, told.subject)
        assert everybody(home, drafted["id"]) == set(pupils)

    def test_a_moved_due_date_moves_in_everybodys_list(self, home: Classroom, pupils: list[str]) -> None:
        made = home.assigned(due=in_days(5), student_ids=pupils)
        moved = home.change(made, due=in_days(9))
        works = WorkStore(home.school.tenant).of_assignment(made["id"])
        assert [rfc3339(one.due_at) for one in works if one.due_at] == [moved["due_at"]] * 8

    def test_students_who_are_added_get_the_work(self, home: Classroom, pupils: list[str]) -> None:
        made = home.assigned()
        home.change(made, student_ids=[home.student.id, *pupils])
        assert everybody(home, made["id"]) == {home.student.id, *pupils}


def test_what_is_not_there_has_no_work_to_enter(home: Classroom) -> None:
    assignment_entering.enter_work(home.school.tenant, new_id("asg"))
    drafted = home.draft()
    assignment_entering.enter_work(home.school.tenant, drafted["id"])
    assert everybody(home, drafted["id"]) == set()
