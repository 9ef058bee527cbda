"""Whom an assignment concerns when its audience or its day changes (CRS-2)."""

from typing import Any

import pytest

from functions.events.coursework import enter_work
from tests.support.classroom import SECTIONS, Classroom, in_days
from tests.support.consuming import hears
from tests.support.facts import facts_told
from tests.support.grading import a_rubric, marks
from tests.support.offers import a_cohort
from tests.support.people import a_location
from tests.support.seated_students import sits_in
from tutti.coursework.assignment_store import AssignmentStore
from tutti.coursework.student_work_store import WorkStore
from tutti.kit import collection
from tutti.kit.clock import utc_now
from tutti.people.store import StudentStore
from tutti.studios.store import StudioStore


def who_has(home: Classroom, assignment: Any) -> set[str]:
    return {one.student_id for one in WorkStore(home.school.tenant).of_assignment(assignment["id"])}


class TestLocations:
    def test_a_draft_concerns_the_locations_of_its_present_audience_alone(self, home: Classroom) -> None:
        elsewhere = a_location(home.school, "Annex")
        other = home.pupil(location_id=elsewhere.id)
        drafted = home.draft()
        changed = home.change(drafted.body, student_ids=[other.id])
        assert changed["location_ids"] == [elsewhere.id]
        manager = home.school.manager(home.location.id)
        assert home.call.get_assignment(by=manager, assignment_id=drafted["id"]).problem == "NoSuchAssignment"

    def test_a_published_one_concerns_those_where_its_students_learn_by_then(self, home: Classroom) -> None:
        drafted, elsewhere = home.draft(), a_location(home.school, "Annex")
        students = StudentStore(home.school.tenant)
        before = students.get(home.student.id)
        students.replace(before, before.model_copy(update={"location_id": elsewhere.id}))
        assert home.publish(drafted["id"])["location_ids"] == [elsewhere.id]

    def test_a_managers_draft_for_nobody_yet_is_that_managers(self, home: Classroom) -> None:
        manager = home.school.manager(home.location.id)
        body = {"title": "X", "sections": SECTIONS, "teacher_id": home.teacher.id}
        drafted = home.call.add_assignment(body, by=manager)
        assert home.call.get_assignment(by=manager, assignment_id=drafted["id"]).status == 200
        named = {"version": drafted["version"], "student_ids": [home.student.id]}
        assert home.call.update_assignment(named, by=manager, assignment_id=drafted["id"]).status == 200


class TestManagersList:
    def ids(self, home: Classroom, **query: Any) -> tuple[list[str], str | None]:
        by = home.school.manager(home.location.id)
        page = home.call.list_assignments(by=by, query=query)
        return [one["id"] for one in page["items"]], page.body.get("cursor")

    def test_is_the_newest_first(self, home: Classroom) -> None:
        first, second, third = (home.draft()["id"] for _ in range(3))
        page, cursor = self.ids(home, limit=2)
        assert page == [third, second]
        assert self.ids(home, limit=2, cursor=cursor) == ([first], None)

    def test_goes_on_by_cursor_where_one_page_looked_at_enough(
        self, home: Classroom, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(collection, "SIFTED_FIRST", 1)
        monkeypatch.setattr(collection, "SIFTED_THEN", 1)
        wanted, elsewhere = home.draft()["id"], a_location(home.school, "Annex")
        other = home.pupil(location_id=elsewhere.id)
        for _ in range(4):
            home.draft(student_ids=[other.id])
        page, cursor = self.ids(home)
        assert (page, bool(cursor)) == ([], True)
        assert self.ids(home, cursor=cursor)[0] == [wanted]


class TestWhoCameLater:
    def assigned(self, home: Classroom, **more: Any) -> Any:
        self.cohort = a_cohort(home.school, teacher=home.teacher)
        return home.assigned(cohort_id=self.cohort.id, **more)

    def newcomer(self, home: Classroom) -> str:
        """Somebody sits down in its cohort."""
        newcomer = home.pupil().id
        sits_in(home.school, self.cohort, newcomer)
        return newcomer

    def test_gets_what_was_closed_once_it_is_open_again(self, home: Classroom) -> None:
        made = self.assigned(home)
        closed = home.change(made, state="closed")
        newcomer = self.newcomer(home)
        home.change(closed.body, state="published")
        for _ in range(2):
            hears(enter_work, *facts_told(home.school, "AssignmentReopened"))
        assert who_has(home, made) == {home.student.id, newcomer}
        [told] = facts_told(home.school, "AssignmentChanged")
        assert told.data["added"] == [newcomer]

    def test_gets_what_was_overdue_once_there_is_more_time(self, home: Classroom) -> None:
        made = self.assigned(home, due=in_days(2))
        self.is_overdue(home, made["id"])
        newcomer = self.newcomer(home)
        home.change({**made, "version": made["version"] + 1}, due=in_days(9))
        for _ in range(2):
            hears(enter_work, *facts_told(home.school, "AssignmentChanged"))
        assert who_has(home, made) == {home.student.id, newcomer}
        assert [one.data["added"] for one in facts_told(home.school, "AssignmentChanged")] == [[], [newcomer]]

    def test_gets_nothing_that_is_closed(self, home: Classroom) -> None:
        made = self.assigned(home)
        changed = home.change(made, title="Gigue")
        self.newcomer(home)
        home.change(changed.body, state="closed")
        hears(enter_work, *facts_told(home.school, "AssignmentChanged"))
        assert who_has(home, made) == {home.student.id}

    def is_overdue(self, home: Classroom, assignment_id: str) -> None:
        assignments = AssignmentStore(home.school.tenant)
        before = assignments.get(assignment_id)
        assignments.replace(before, before.model_copy(update={"due_at": utc_now()}))


def test_a_new_due_time_is_one_of_the_clock_where_the_school_stands_now(home: Classroom) -> None:
    made = home.assigned(due="2040-05-04T18:00:00")
    studios = StudioStore(home.school.tenant)
    before = studios.current()
    studios.replace(before, before.model_copy(update={"time_zone": "America/New_York"}))
    kept = home.change(made, title="Gigue")
    assert (kept["zone"], kept["due_at"]) == ("Europe/Vienna", made["due_at"])
    moved = home.change(kept.body, due="2040-05-05T18:00:00")
    assert (moved["zone"], moved["due_at"]) == ("America/New_York", "2040-05-05T22:00:00Z")


@pytest.mark.parametrize("is_released", [True, False])
def test_what_was_graded_in_person_stays_when_the_assignment_is_withdrawn(
    home: Classroom, is_released: bool
) -> None:
    made = home.assigned(student_ids=[home.student.id, home.pupil().id])
    rubric = home.call.add_rubric(a_rubric(), by=home.taught_by)
    body = {"assignment_id": made["id"], "student_id": home.student.id, "rubric_id": rubric["id"]}
    given = home.call.give_grade(body | {"marks": marks(), "is_released": is_released}, by=home.taught_by)
    home.change(made, state="withdrawn")
    assert who_has(home, made) == {home.student.id}
    assert home.call.get_grade(by=home.taught_by, grade_id=given["id"]).status == 200
