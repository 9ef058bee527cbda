"""The report of who hands in on time, through its door."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.commented import Commented
from tests.support.door import Call, Reply
from tests.support.graded_work import GradedWork, some_work
from tests.support.grading import marks
from tests.support.offers import a_cohort
from tests.support.people import a_teacher
from tests.support.school import School
from tests.support.timetable import Timetable, a_timetable
from tutti.coursework.published import submission
from tutti.coursework.student_work_store import WorkStore
from tutti.kit.caller import Caller
from tutti.kit.clock import local_date, utc_now
from tutti.kit.ids import new_id
from tutti.people.family import Student

MINUTE = timedelta(minutes=1)


@pytest.fixture
def day(forte: School) -> Timetable:
    """A school day; its teacher teaches the child."""
    day = a_timetable(forte)
    assert Commented(day).teacher
    return day


def _days(first: int = -7, last: int = 7) -> dict[str, str]:
    today = utc_now().date()
    return {"from_on": str(today + timedelta(days=first)), "until_on": str(today + timedelta(days=last))}


def _report(by: Caller, days: Any = None, **whose: Any) -> Reply:
    reply: Reply = Call().report_on_time(by=by, query=(days or _days()) | whose)
    return reply


def _due(day: Timetable, days: int, handed_in: timedelta | None = None, **more: Any) -> GradedWork:
    """Work that was due so many days from now, handed in so much later, if at all."""
    due_at = day.at(days)
    work = some_work(day, due_at=due_at, **more)
    if handed_in is not None:
        work.is_handed_in(at=due_at + handed_in)
    return work


def _counted(report: Reply) -> dict[str, int]:
    return {name: count for name, count in report["total"].items() if count and "hundredths" not in name}


def test_tells_what_was_on_time_late_missing_open_and_excused(day: Timetable) -> None:
    _due(day, -1, handed_in=-MINUTE)
    _due(day, -2, handed_in=MINUTE)
    _due(day, -3)
    _due(day, 2)
    _due(day, -4).becomes("excused")
    report = _report(day.taught_by, student_id=day.student.id)
    assert _counted(report) == {"on_time": 1, "late": 1, "missing": 1, "open": 1, "excused": 1}
    assert (report["total"]["on_time_hundredths"], report["zone"]) == (3333, "Europe/Vienna")


def test_minutes_of_grace_are_on_time(day: Timetable) -> None:
    _due(day, -1, handed_in=10 * MINUTE, grace_minutes=10)
    assert _counted(_report(day.taught_by, student_id=day.student.id)) == {"on_time": 1}


def test_tells_the_mean_of_the_grades_that_were_released(day: Timetable) -> None:
    for tone, is_released in ((10, True), (5, True), (0, False)):
        work = _due(day, -1, handed_in=-MINUTE)
        handed_in = submission(day.school.tenant, work.part().last.submission_id)  # type: ignore[union-attr]
        given = work.graded(handed_in, work.rubric(), marks=marks(tone), is_released=is_released)
        assert given.status == 201
    total = _report(day.taught_by, student_id=day.student.id)["total"]
    assert (total["graded"], total["average_hundredths"], total["passed"]) == (2, 8750, 2)


def test_counts_what_was_due_on_these_days_where_the_studio_stands(day: Timetable) -> None:
    midnight = day.at(-5, hour=0)
    next_one = day.at(-4, hour=0)
    for due_at in (midnight - MINUTE, midnight, next_one - MINUTE, next_one):
        some_work(day, due_at=due_at)
    some_work(day)
    local = local_date(midnight, day.school.studio.time_zone)
    days = {"from_on": str(local), "until_on": str(local + timedelta(days=1))}
    whose: dict[str, Any]
    for whose in ({"student_id": day.student.id}, {"teacher_id": day.teacher.id}):
        assert _counted(_report(day.taught_by, days, **whose)) == {"missing": 2}


def _class(day: Timetable, **more: Any) -> tuple[Student, GradedWork]:
    """Work for two children, of which one has handed in."""
    other = day.another_child()
    work = some_work(day, due_at=day.at(-1), students=(day.student, other), **more)
    work.is_handed_in(at=day.at(-2))
    return other, work


@pytest.mark.parametrize("who", ["owner", "teacher"])
def test_a_teachers_report_tells_of_each_student(day: Timetable, who: str) -> None:
    other, _ = _class(day)
    by = day.taught_by if who == "teacher" else day.school.owner
    report = _report(by, teacher_id=day.teacher.id)
    assert _counted(report) == {"on_time": 1, "missing": 1}
    found = {one["student_id"]: (one["on_time"], one["missing"]) for one in report["students"]}
    assert found == {day.student.id: (1, 0), other.id: (0, 1)}


def test_a_cohorts_report_tells_of_its_assignments_alone(day: Timetable, forte: School) -> None:
    cohort = a_cohort(forte, teacher=day.teacher)
    _class(day, cohort_id=cohort.id)
    _class(day)
    for by in (day.taught_by, forte.admin):
        assert _counted(_report(by, cohort_id=cohort.id)) == {"on_time": 1, "missing": 1}
    assert _report(forte.teacher, cohort_id=cohort.id).problem == "NoSuchGroup"
    assert _report(forte.admin, cohort_id=new_id("coh")).problem == "NoSuchGroup"


def test_managers_get_the_students_of_their_locations(day: Timetable, forte: School) -> None:
    _class(day)
    manager = forte.manager(day.location.id)
    report = _report(manager, teacher_id=day.teacher.id)
    assert [one["student_id"] for one in report["students"]] == [day.student.id]
    assert _counted(_report(forte.manager(), teacher_id=day.teacher.id)) == {}


@pytest.mark.parametrize("who", ["parent", "child"])
def test_families_read_the_report_of_their_own_student(day: Timetable, who: str) -> None:
    other, _ = _class(day)
    family = getattr(Commented(day), who)
    assert _counted(_report(family, student_id=day.student.id)) == {"on_time": 1}
    assert _report(family, student_id=other.id).problem == "NoSuchStudent"
    assert _report(family, teacher_id=day.teacher.id).problem == "OwnReport"


def test_teachers_read_their_own_report(day: Timetable, forte: School) -> None:
    other = a_teacher(forte)
    assert _report(day.taught_by, teacher_id=other.id).problem == "OwnReport"
    assert _report(forte.teacher, student_id=day.student.id).problem == "NoSuchStudent"


def test_another_school_reads_nothing_of_it(day: Timetable, allegro: School) -> None:
    _class(day)
    assert _report(allegro.owner, student_id=day.student.id).problem == "NoSuchStudent"
    assert _report(allegro.owner, teacher_id=day.teacher.id).problem == "UnknownTeacher"


def test_asks_for_one_report_of_half_a_year_at_most(day: Timetable) -> None:
    whose: dict[str, Any] = {"student_id": day.student.id}
    assert _report(day.taught_by).problem == "OneReport"
    assert _report(day.taught_by, **whose, teacher_id=day.teacher.id).problem == "OneReport"
    assert _report(day.taught_by, _days(0, 0), **whose).problem == "TooManyDays"
    assert _report(day.taught_by, _days(0, 185), **whose).problem == "TooManyDays"
    assert _report(day.taught_by, _days(0, 184), **whose).status == 200
    far = {"from_on": "0001-01-01", "until_on": "0001-01-02"}
    assert _report(day.taught_by, far, **whose).problem == "InvalidInput"


def test_is_of_the_four_weeks_up_to_today_unless_said_otherwise(call: Call, day: Timetable) -> None:
    for days in (-28, -27, 0, 1):
        some_work(day, due_at=day.at(days, hour=0))
    report = call.report_on_time(by=day.taught_by, query={"student_id": day.student.id})
    assert _counted(report) == {"missing": 2}
    first, until = (local_date(day.at(days), report["zone"]) for days in (-27, 1))
    assert (report["from_on"], report["until_on"]) == (str(first), str(until))


def test_refuses_to_count_more_work_than_one_report_holds(
    day: Timetable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutti.coursework.on_time_report.MOST", 1)
    _class(day)
    _due(day, -1)
    whose: dict[str, Any]
    for whose in ({"student_id": day.student.id}, {"teacher_id": day.teacher.id}):
        assert _report(day.taught_by, **whose).problem == "TooMuchWork"


@pytest.mark.parametrize(("prepared", "counted"), [(399, {"missing": 1}), (402, {})])
def test_every_report_counts_what_was_prepared_in_the_400_days_before(
    day: Timetable, forte: School, prepared: int, counted: dict[str, int]
) -> None:
    cohort = a_cohort(forte, teacher=day.teacher)
    _due(day, -1, cohort_id=cohort.id, prepared=timedelta(days=prepared + 7))
    whose: dict[str, Any]
    for whose in ({"student_id": day.student.id}, {"teacher_id": day.teacher.id}, {"cohort_id": cohort.id}):
        report = _report(day.taught_by, **whose)
        assert _counted(report) == counted
        assert report["prepared_from_on"] == str(utc_now().date() - timedelta(days=407))


def test_a_students_report_counts_work_of_more_than_one_page(
    day: Timetable, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days in (-1, -2, -3):
        _due(day, days)
    page = WorkStore.student_page

    def one_at_a_time(self: WorkStore, *of: Any, limit: int, cursor: str | None) -> Any:
        return page(self, *of, limit=1, cursor=cursor)

    monkeypatch.setattr(WorkStore, "student_page", one_at_a_time)
    assert _counted(_report(day.taught_by, student_id=day.student.id)) == {"missing": 3}
