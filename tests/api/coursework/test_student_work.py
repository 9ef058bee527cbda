"""The class's view and the student's view, and what a teacher makes of a student's work (CRS-2, CRS-6)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.classroom import Classroom, in_days
from tests.support.door import Reply
from tests.support.people import a_location
from tests.support.school import School
from tutti.coursework import student_work_list
from tutti.coursework.published import grading, work
from tutti.coursework.student_work import GradeMark
from tutti.coursework.student_work_rows import WorkStanding
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.recordings.deposit import DepositState


def stands(home: Classroom, assignment: Any, state: str, version: int, **more: Any) -> Reply:
    """The teacher says how the student's work shall stand."""
    reply: Reply = home.call.update_work(
        {"state": state, "version": version} | more,
        by=home.taught_by,
        assignment_id=assignment["id"],
        student_id=home.student.id,
    )
    return reply


def grade(home: Classroom, assignment: Any) -> None:
    before = work(home.school.tenant, assignment["id"], home.student.id)
    last = before.last.submission_id if before.last else None
    mark = GradeMark(grade_id=new_id("grd"), submission_id=last, label="Passed", given_at=utc_now())
    home.school.tenant.table.write([grading(home.school.tenant, before, mark)])


def rows_at(home: Classroom, days: int, standing: WorkStanding | None = None) -> list[Any]:
    """The student's list so many days from now."""
    now = utc_now() + timedelta(days=days)
    return student_work_list.list_student_work(
        home.child, home.student.id, standing, now=now, limit=20, cursor=None
    ).items


class TestTheClass:
    def test_shows_how_far_each_student_is(self, home: Classroom) -> None:
        ada = home.pupil(given_name="Ada")
        made = home.assigned(student_ids=[home.student.id, ada.id])
        handed_in = home.submit(made)
        rows = {row["given_name"]: row for row in home.class_rows(made)}
        assert (rows["Sam"]["state"], rows["Sam"]["submission_id"]) == ("submitted", handed_in["id"])
        assert (rows["Ada"]["state"], rows["Ada"]["attempts"]) == ("assigned", 0)

    @pytest.mark.parametrize("is_rejected", [True, False])
    def test_says_which_recordings_of_the_latest_attempt_were_rejected(
        self, home: Classroom, is_rejected: bool
    ) -> None:
        made = home.assigned()
        recording_id = home.recording(home.student.id, DepositState.PROCESSING)
        home.submit(made, recording_ids=[recording_id])
        if is_rejected:
            home.reject(recording_id)
        assert home.class_rows(made)[0]["rejected"] == [recording_id][: int(is_rejected)]

    def test_shows_the_grade_when_there_is_one(self, home: Classroom) -> None:
        made = home.assigned()
        home.submit(made)
        grade(home, made)
        [row] = home.class_rows(made)
        assert (row["state"], row["grade"]["label"]) == ("graded", "Passed")

    def test_is_read_a_page_at_a_time(self, home: Classroom) -> None:
        made = home.assigned(student_ids=[home.student.id, *(home.pupil().id for _ in range(4))])
        seen, cursor = set[str](), None
        while True:
            query = {"limit": 2, "cursor": cursor}
            page = home.call.list_class_work(by=home.taught_by, assignment_id=made["id"], query=query)
            seen |= {row["student_id"] for row in page["items"]}
            if not (cursor := page.body.get("cursor")):
                break
        assert len(seen) == 5

    def test_managers_see_the_students_of_their_locations(self, home: Classroom) -> None:
        elsewhere = a_location(home.school, "Elsewhere")
        far = home.pupil(location_id=elsewhere.id)
        made = home.assigned(student_ids=[home.student.id, far.id])
        rows = home.class_rows(made, by=home.school.manager(elsewhere.id))
        assert [row["student_id"] for row in rows] == [far.id]

    def test_is_not_for_families(self, home: Classroom) -> None:
        made = home.assigned()
        for by in (home.child, home.parent):
            assert home.call.list_class_work(by=by, assignment_id=made["id"]).status == 403


class TestTheStudent:
    def test_reads_what_is_to_do_by_due_date_then_what_is_submitted_then_what_is_done(
        self, home: Classroom
    ) -> None:
        titles = {"Someday": None, "Later": in_days(9), "Soon": in_days(2), "Sent": in_days(1), "Done": None}
        made = {title: home.assigned(title=title, due=due) for title, due in titles.items()}
        home.submit(made["Sent"])
        home.submit(made["Done"])
        grade(home, made["Done"])
        assert [row["title"] for row in home.own_rows()] == ["Soon", "Later", "Someday", "Sent", "Done"]

    @pytest.mark.parametrize(
        ("standing", "titles"),
        [("to_do", ["Open"]), ("submitted", ["Sent"]), ("done", ["Excused"]), ("late", [])],
    )
    def test_reads_one_part_of_it(self, home: Classroom, standing: str, titles: list[str]) -> None:
        home.assigned(title="Open")
        home.submit(home.assigned(title="Sent"))
        stands(home, home.assigned(title="Excused"), "excused", 1)
        assert [row["title"] for row in home.own_rows(standing=standing)] == titles

    def test_what_is_past_its_due_date_is_late(self, home: Classroom) -> None:
        home.assigned(title="Soon", due=in_days(2))
        home.assigned(title="Later", due=in_days(9))
        [late] = rows_at(home, 5, WorkStanding.LATE)
        assert (late.title, late.is_overdue) == ("Soon", True)
        assert [row.title for row in rows_at(home, 5, WorkStanding.TO_DO)] == ["Later"]

    def test_what_is_returned_is_to_do_and_not_late(self, home: Classroom) -> None:
        made = home.assigned(due=in_days(2))
        home.submit(made)
        stands(home, made, "returned", 2)
        [row] = rows_at(home, 5)
        assert (row.standing, row.is_overdue) == (WorkStanding.TO_DO, False)

    def test_a_moved_due_date_moves_it_in_the_list(self, home: Classroom) -> None:
        first = home.assigned(title="First", due=in_days(2))
        home.assigned(title="Second", due=in_days(3))
        home.change(first, due=in_days(4))
        assert [row["title"] for row in home.own_rows()] == ["Second", "First"]

    def test_reads_how_many_minutes_it_takes_and_how_many_attempts_are_left(self, home: Classroom) -> None:
        home.submit(home.assigned(attempts_allowed=3))
        [row] = home.own_rows()
        assert (row["minutes"], row["attempts_left"], row["is_open"]) == (20, 2, True)

    def test_what_takes_nothing_more_is_not_open(self, home: Classroom) -> None:
        home.change(home.assigned(), state="closed")
        assert home.own_rows()[0]["is_open"] is False

    def test_parents_teachers_and_the_office_read_it_as_well(self, home: Classroom) -> None:
        home.assigned()
        for by in (home.parent, home.taught_by, home.school.owner, home.school.manager(home.location.id)):
            assert len(home.own_rows(by=by)) == 1

    def test_nobody_else_does(self, home: Classroom, allegro: School) -> None:
        strangers = [home.school.guardian, home.school.student, home.school.teacher, home.school.manager()]
        for by in (*strangers, allegro.owner):
            reply = home.call.list_student_work(by=by, student_id=home.student.id)
            assert (reply.status, reply.problem) == (404, "NoSuchStudent")


class TestTheTeacher:
    def test_returns_work_with_a_word(self, home: Classroom) -> None:
        made = home.assigned()
        home.submit(made)
        assert stands(home, made, "returned", 2, note="Slower.").status == 200
        assert home.own_rows()[0]["note"] == "Slower."

    def test_has_nothing_to_return_before_it_is_handed_in(self, home: Classroom) -> None:
        assert stands(home, home.assigned(), "returned", 1).problem == "NothingHandedIn"

    def test_excuses_a_student_who_then_hands_in_nothing(self, home: Classroom) -> None:
        made = home.assigned()
        stands(home, made, "excused", 1)
        assert home.submit(made).problem == "WorkExcusedAlready"

    def test_takes_an_excuse_back(self, home: Classroom) -> None:
        made = home.assigned()
        stands(home, made, "excused", 1)
        assert stands(home, made, "assigned", 2)["state"] == "assigned"

    def test_returns_what_is_graded_and_the_grade_stays_to_be_read(self, home: Classroom) -> None:
        made = home.assigned()
        home.submit(made)
        grade(home, made)
        assert home.submit(made).problem == "AlreadyGraded"
        stands(home, made, "returned", 3)
        assert home.submit(made)["attempt"] == 2
        assert home.class_rows(made)[0]["grade"]["label"] == "Passed"

    def test_is_refused_with_an_older_version(self, home: Classroom) -> None:
        made = home.assigned()
        stands(home, made, "excused", 1)
        assert stands(home, made, "assigned", 1).problem == "VersionConflict"

    def test_finds_nothing_of_another_teachers(self, home: Classroom) -> None:
        made = home.assigned()
        reply = home.call.update_work(
            {"state": "excused", "version": 1},
            by=home.school.teacher,
            assignment_id=made["id"],
            student_id=home.student.id,
        )
        assert reply.problem == "NoSuchAssignment"
