"""The roster of a group or an ensemble: seats in all lessons of a series."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from tests.api.scheduling.test_series import weekly
from tests.support.audit import audit
from tests.support.bills import told
from tests.support.door import Call
from tests.support.paper import Paper
from tests.support.school import School
from tests.support.timetable import Timetable
from tutti.kit.caller import Caller
from tutti.kit.changes import Put
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.people.family import Student
from tutti.scheduling.busy import MASKS_A_WRITE, BusyStore, Masks
from tutti.scheduling.grid import SLOTS_A_BLOCK, Span
from tutti.scheduling.groups import series_seats
from tutti.scheduling.groups.series_seats import SeriesJoining, join_series
from tutti.scheduling.lesson import Lesson, LessonFull
from tutti.scheduling.series.entering import enter_series
from tutti.scheduling.series.series import Series
from tutti.scheduling.store import LessonStore, SeriesStore


@pytest.fixture(autouse=True)
def sound_timetable(day: Timetable) -> Iterator[None]:
    """Whatever a test does, masks, calendars, rosters and windows fit together in the end."""
    yield
    assert audit(Paper.items()) == []


def a_series(day: Timetable, *, seats: int = 3, **more: Any) -> Series:
    """A group that meets weekly, eight times, for half an hour, nobody in it."""
    usual: dict[str, Any] = {"kind": "group", "seats": seats, "student_ids": []}
    reply = Call().book_series(weekly(day, **(usual | more)), by=day.school.admin)
    assert reply.status == 201, reply.body
    return Series.model_validate(reply["series"])


def join(day: Timetable, series: Series, student: Student, by: Caller | None = None, **more: Any) -> Any:
    body = {"student_id": student.id, **more}
    return Call().join_series(body, by=by or day.school.admin, series_id=series.id)


def leave(day: Timetable, series: Series, student: Student, by: Caller | None = None) -> Any:
    return Call().leave_series(by=by or day.school.admin, series_id=series.id, student_id=student.id)


def stored(day: Timetable, series: Series) -> Series:
    return SeriesStore(day.school.tenant).get(series.id)


def lessons(day: Timetable, series: Series) -> list[Lesson]:
    dates = sorted((*series.occurrences, *series.exceptions))
    return LessonStore(day.school.tenant).get_many([series.lesson_id(one) for one in dates])


def weeks_busy(day: Timetable, student: Student) -> list[int]:
    """In which of the eight weeks the student is taken at this hour."""
    return [week for week in range(1, 9) if day.busy(student.id, day.at(7 * week))]


def elsewhere(day: Timetable, days: int, student: Student) -> str:
    """The id of a lesson of the student's with somebody else, at the same hour."""
    from tests.support.offers import a_piano_teacher

    teacher = a_piano_teacher(day.school, "Vera Viel").id
    body = day.booking(days, teacher_id=teacher, student_ids=[student.id], room_id=None, overrides_rules=True)
    reply = Call().book_lesson(body, by=day.school.admin)
    assert reply.status == 201, reply.body
    return str(reply["id"])


@pytest.mark.parametrize("kind", ["group", "ensemble"])
def test_a_seat_in_a_series_takes_the_students_time_on_every_date(day: Timetable, kind: str) -> None:
    series = a_series(day, kind=kind)
    reply = join(day, series, day.student)
    assert (reply.status, len(reply["lesson_ids"])) == (200, 8)
    assert [one["verdict"] for one in reply["dates"]] == ["free"] * 8
    assert weeks_busy(day, day.student) == list(range(1, 9))
    assert all(one.student_ids == (day.student.id,) for one in lessons(day, series))
    assert [(fact.subject, fact.data["student_id"]) for fact in told(day.school, "SeriesJoined")] == [
        (series.id, day.student.id)
    ]


def test_the_lessons_stand_in_the_students_calendar_until_the_seat_is_given_back(day: Timetable) -> None:
    series = a_series(day)
    query = {"person_id": day.student.id, "to": (utc_now() + timedelta(days=80)).isoformat(), "limit": 50}
    join(day, series, day.student)
    assert len(Call().get_calendar(by=day.school.admin, query=query)["items"]) == 8
    leave(day, series, day.student)
    assert Call().get_calendar(by=day.school.admin, query=query)["items"] == []


def test_joining_twice_changes_nothing(day: Timetable) -> None:
    series = a_series(day)
    join(day, series, day.student)
    version = stored(day, series).version
    assert join(day, series, day.student).status == 200
    assert stored(day, series).version == version


def test_a_clash_is_told_date_by_date_and_nothing_is_taken(day: Timetable) -> None:
    series = a_series(day)
    elsewhere(day, 21, day.student)
    reply = join(day, series, day.student)
    assert (reply.status, reply.problem) == (409, "SeriesClashes")
    assert [one["verdict"] for one in reply["dates"]] == ["free", "free", "taken", *["free"] * 5]
    assert weeks_busy(day, day.student) == [3]


def test_those_dates_that_fit_are_joined_when_that_is_asked_for(day: Timetable) -> None:
    series, other = a_series(day), day.another_child()
    join(day, series, other)
    elsewhere(day, 21, day.student)
    reply = join(day, series, day.student, take="fitting")
    assert (reply.status, len(reply["lesson_ids"])) == (200, 7)
    found = lessons(day, stored(day, series))
    assert [len(one.student_ids) for one in found] == [2, 2, 1, 2, 2, 2, 2, 2]
    assert weeks_busy(day, other) == list(range(1, 9))


def test_a_lesson_that_was_moved_by_itself_is_joined_where_it_is(day: Timetable) -> None:
    series = a_series(day)
    moved = lessons(day, series)[1]
    body = {"starts_at": day.at(14, 16).isoformat(), "version": moved.version}
    assert Call().move_lesson(body, by=day.school.admin, lesson_id=moved.id).status == 200
    reply = join(day, series, day.student)
    assert [one["verdict"] for one in reply["dates"]] == ["free"] * 8
    assert (day.busy(day.student.id, day.at(14, 16)), weeks_busy(day, day.student)) == (
        0b11,
        [1, 3, 4, 5, 6, 7, 8],
    )
    leave(day, series, day.student)
    assert (day.busy(day.student.id, day.at(14, 16)), weeks_busy(day, day.student)) == (0, [])


def test_leaving_gives_back_the_time_of_one_and_of_nobody_else(day: Timetable) -> None:
    series, other = a_series(day), day.another_child()
    join(day, series, day.student)
    join(day, series, other)
    reply = leave(day, series, day.student)
    assert (reply.status, reply["series"]["student_ids"], reply["dates"]) == (200, [other.id], [])
    assert (weeks_busy(day, day.student), weeks_busy(day, other)) == ([], list(range(1, 9)))
    assert all(one.student_ids == (other.id,) for one in lessons(day, series))
    assert leave(day, series, day.student).status == 200
    assert len(told(day.school, "SeriesLeft")) == 1


def test_what_is_past_keeps_its_roster(day: Timetable, monkeypatch: pytest.MonkeyPatch) -> None:
    series = a_series(day)
    join(day, series, day.student)
    later = utc_now() + timedelta(days=15)
    monkeypatch.setattr("functions.api.groups.leave_series.utc_now", lambda: later)
    leave(day, series, day.student)
    assert [len(one.student_ids) for one in lessons(day, stored(day, series))] == [1, 1, 0, 0, 0, 0, 0, 0]
    assert weeks_busy(day, day.student) == [1, 2]


def test_a_full_series_takes_nobody(day: Timetable) -> None:
    series = a_series(day, seats=1)
    join(day, series, day.student)
    assert join(day, series, day.another_child()).problem == "LessonFull"


def test_a_date_that_is_on_offer_to_who_waited_for_it_is_theirs(day: Timetable) -> None:
    series, other = a_series(day, seats=1), day.another_child()
    second = series.lesson_id(series.occurrences[1])
    waiting = {"student_ids": [other.id], "lesson_id": second}
    assert Call().join_waitlist(waiting, by=day.school.admin).status == 201
    reply = join(day, series, day.student)
    assert [one["verdict"] for one in reply["dates"]] == ["free", "taken", *["free"] * 6]
    assert reply["dates"][1]["detail"] == "All seats of this lesson are taken; join its waitlist."


def test_many_who_want_the_last_seats_of_a_series_never_oversell_them(day: Timetable) -> None:
    series = a_series(day, seats=2)
    children = [day.another_child() for _ in range(6)]

    def gets_one(child: Student) -> bool:
        try:
            join_series(day.school.admin, series.id, SeriesJoining(student_id=child.id), now=utc_now())
        except LessonFull:
            return False
        return True

    with ThreadPoolExecutor(6) as crowd:
        assert sorted(crowd.map(gets_one, children)) == [False] * 4 + [True] * 2
    seated = {child.id for child in children if weeks_busy(day, child) == list(range(1, 9))}
    assert set(stored(day, series).student_ids) == seated
    assert all(set(one.student_ids) == seated for one in lessons(day, series))
    assert {len(weeks_busy(day, child)) for child in children} == {0, 8}


def test_families_join_and_leave_what_is_open_to_them(day: Timetable) -> None:
    series, other = a_series(day, open_to_families=True), day.another_child()
    join(day, series, other)
    reply = join(day, series, day.student, by=day.parent)
    assert (reply.status, reply["series"]["student_ids"]) == (200, [day.student.id])
    assert join(day, series, other, by=day.parent).problem == "NoSuchStudent"
    assert leave(day, series, other, by=day.parent).problem == "NoSuchStudent"
    reply = leave(day, series, day.student, by=day.parent)
    assert (reply.status, reply["series"]["student_ids"]) == (200, [])


def test_what_begins_soon_families_cancel_instead(day: Timetable) -> None:
    day.has_policy(reschedule_notice_hours=24 * 10)
    series = a_series(day, open_to_families=True)
    join(day, series, day.student, by=day.parent)
    reply = leave(day, series, day.student, by=day.parent)
    assert [one["original_start"] for one in reply["dates"]] == [
        series.occurrences[0].isoformat().replace("+00:00", "Z")
    ]
    assert weeks_busy(day, day.student) == [1]
    assert lessons(day, stored(day, series))[0].student_ids == (day.student.id,)


def test_families_do_not_join_what_the_office_fills(day: Timetable) -> None:
    series = a_series(day)
    assert join(day, series, day.student, by=day.parent).problem == "NotOpenToFamilies"
    private = Call().book_series(weekly(day, hour=15), by=day.school.admin)
    again = Series.model_validate(private["series"])
    assert join(day, again, day.another_child()).problem == "NotAGroup"


def test_others_find_neither_series_nor_student(day: Timetable, allegro: School) -> None:
    series = a_series(day)
    for caller in (allegro.owner, day.school.teacher, day.school.manager(new_id("loc"))):
        assert join(day, series, day.student, by=caller).problem == "NoSuchSeries"
        assert leave(day, series, day.student, by=caller).problem == "NoSuchSeries"


def test_a_lesson_that_is_behind_its_roster_frees_nobody_elses_time(
    day: Timetable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: Any) -> None:
        raise KeyboardInterrupt

    series = a_series(day)
    join(day, series, day.student)
    first = lessons(day, stored(day, series))[0]
    monkeypatch.setattr(series_seats, "enter_series", dies)
    with pytest.raises(KeyboardInterrupt):
        series_seats.leave_series(day.school.admin, series.id, day.student.id, now=utc_now())
    elsewhere(day, 7, day.student)
    cancel = {"reason": "illness"}
    assert Call().cancel_lesson(cancel, by=day.taught_by, lesson_id=first.id).problem == "Crowded"
    enter_series(day.school.tenant, series.id)
    assert Call().cancel_lesson(cancel, by=day.taught_by, lesson_id=first.id).status == 200
    assert day.busy(day.student.id, day.at(7)) == 0b11


def test_what_is_only_looked_at_never_makes_a_write_too_large(day: Timetable) -> None:
    """An orchestra of forty that meets on the first and last day of a block: 42 claims, 80 weeks beside."""
    students, masks = [new_id("per") for _ in range(40)], Masks()
    here, whole = Span(10 * SLOTS_A_BLOCK, 10 * SLOTS_A_BLOCK + 2), 7 * 96
    for one in (day.teacher.id, day.room.id, *students):
        masks.claim(one, here)
        masks.claim(one, Span(11 * SLOTS_A_BLOCK - 2, 11 * SLOTS_A_BLOCK))
    for one in students:
        masks.starting(one, here.widened(whole))
        masks.starting(one, Span(11 * SLOTS_A_BLOCK - whole, 11 * SLOTS_A_BLOCK + whole))
    changes = BusyStore(day.school.tenant).writing(masks)
    assert (len(changes), sum(isinstance(one, Put) for one in changes)) == (MASKS_A_WRITE, 42)
