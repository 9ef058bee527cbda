"""Hybrid cycles: a group whose chosen weeks its members book one to one."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.api.scheduling.test_series import weekly
from tests.api.scheduling.test_series_seats import join, lessons, stored, weeks_busy
from tests.support.audit import audit
from tests.support.bills import told
from tests.support.door import Call
from tests.support.paper import Paper
from tests.support.paper_sagas import PaperSchedules
from tests.support.people import a_student
from tests.support.school import School
from tests.support.timetable import Timetable
from tutti.kit.caller import Caller
from tutti.kit.clock import local_date, rfc3339, utc_now
from tutti.kit.due import Timers
from tutti.kit.ids import new_id
from tutti.people.family import Student
from tutti.scheduling import upcoming
from tutti.scheduling.busy import SlotTaken
from tutti.scheduling.groups.slot_booking import SlotBooking, book_slot
from tutti.scheduling.groups.window_opening import open_windows
from tutti.scheduling.lesson import Lesson, LessonKind, LessonStatus
from tutti.scheduling.series.series import Series
from tutti.scheduling.store import LessonStore


@pytest.fixture(autouse=True)
def sound_timetable(day: Timetable) -> Iterator[None]:
    """Whatever a test does, masks, calendars, rosters and windows fit together in the end."""
    yield
    assert audit(Paper.items()) == []


def a_group(day: Timetable, *students: Student, **more: Any) -> Series:
    """A group of an hour a week, eight times, with these students."""
    ids = [one.id for one in students or (day.student,)]
    usual: dict[str, Any] = {"kind": "group", "seats": 6, "student_ids": ids, "minutes": 60}
    reply = Call().book_series(weekly(day, **(usual | more)), by=day.school.admin)
    assert reply.status == 201, reply.body
    return Series.model_validate(reply["series"])


def cycle(day: Timetable, series: Series, **changes: Any) -> dict[str, Any]:
    """Every other week one to one, half an hour each, from the first lesson on."""
    usual = {
        "cycle_weeks": 2,
        "private_weeks": [2],
        "slot_minutes": 30,
        "price": {"amount": 4500, "currency": "EUR"},
        "notice_days": 7,
        "starts_on": str(local_date(series.occurrences[0], series.zone)),
    }
    return usual | changes


def set_cycle(day: Timetable, series: Series, by: Caller | None = None, **changes: Any) -> Any:
    body = cycle(day, series, **changes)
    return Call().set_hybrid_cycle(body, by=by or day.school.admin, series_id=series.id)


def opened(day: Timetable, series: Series, **changes: Any) -> list[Lesson]:
    """The windows of the group, once its cycle is set and word of it has come."""
    reply = set_cycle(day, series, **changes)
    assert reply.status == 200, reply.body
    open_windows(day.school.tenant, series.id, timers=Timers(), now=utc_now())
    return [one for one in lessons(day, stored(day, series)) if one.kind is LessonKind.WINDOW]


def book(day: Timetable, window: Lesson, student: Student, slot: int = 0, by: Caller | None = None) -> Any:
    """Book the first slot, or the one after it."""
    starts_at = window.starts_at + slot * timedelta(minutes=30)
    body = {"student_id": student.id, "starts_at": rfc3339(starts_at)}
    return Call().book_slot(body, by=by or day.school.admin, window_id=window.id)


def free_slots(day: Timetable, window: Lesson, by: Caller | None = None) -> list[bool]:
    reply = Call().get_window(by=by or day.school.admin, window_id=window.id)
    return [slot["is_free"] for slot in reply["slots"]]


def a_sibling(day: Timetable, name: str) -> Student:
    return a_student(day.school, day.family, given_name=name, teacher_ids=(day.teacher.id,))


def test_in_its_private_weeks_a_groups_time_becomes_a_window(day: Timetable) -> None:
    series = a_group(day)
    windows = opened(day, series)
    assert [one.starts_at for one in windows] == [day.at(7 * week) for week in (2, 4, 6, 8)]
    assert {(one.student_ids, one.seats, one.status) for one in windows} == {
        ((), None, LessonStatus.CONFIRMED)
    }
    assert weeks_busy(day, day.student) == [1, 3, 5, 7]
    for week in range(1, 9):
        assert day.busy(day.teacher.id, day.at(7 * week), 60) == 0b1111
        assert day.busy(day.room.id, day.at(7 * week), 60) == 0b1111


def test_opening_again_changes_nothing(day: Timetable) -> None:
    series = a_group(day)
    first = opened(day, series)
    open_windows(day.school.tenant, series.id, timers=Timers(), now=utc_now())
    again = [one for one in lessons(day, stored(day, series)) if one.kind is LessonKind.WINDOW]
    assert again == first
    assert len(told(day.school, "WindowOpened")) == 4


def test_the_cycle_shows_what_each_week_is_for(day: Timetable) -> None:
    series = a_group(day)
    opened(day, series)
    reply = Call().get_hybrid_cycle(by=day.parent, series_id=series.id)
    assert [(one["week"], one["is_private"]) for one in reply["dates"]] == [(1, False), (2, True)] * 4
    assert [one["starts_at"] for one in reply["dates"]] == [rfc3339(day.at(7 * n)) for n in range(1, 9)]


def test_families_are_told_so_many_days_ahead(day: Timetable, timers: PaperSchedules) -> None:
    windows = opened(day, a_group(day), notice_days=5)
    planned = {name: at for name, at in timers.names.items() if name.endswith("-window")}
    assert sorted(planned.values()) == [one.starts_at - timedelta(days=5) for one in windows]


def test_when_it_is_late_for_that_they_are_told_at_once(day: Timetable, timers: PaperSchedules) -> None:
    windows = opened(day, a_group(day), notice_days=28)
    planned = {name: at for name, at in timers.names.items() if windows[0].id in name}
    assert max(planned.values()) < utc_now() + timedelta(minutes=1)


def test_a_member_books_a_slot_at_its_own_price(day: Timetable) -> None:
    window = opened(day, a_group(day))[0]
    reply = book(day, window, day.student, 1, by=day.parent)
    assert (reply.status, reply["kind"], reply["window_id"]) == (201, "private", window.id)
    assert (reply["price"], reply["starts_at"]) == (
        {"amount": 4500, "currency": "EUR"},
        rfc3339(window.starts_at + timedelta(minutes=30)),
    )
    assert day.busy(day.student.id, window.starts_at, 60) == 0b1100
    assert free_slots(day, window) == [True, False]


def test_booking_twice_is_booking_once_and_no_second_slot(day: Timetable) -> None:
    window = opened(day, a_group(day))[0]
    first, again = book(day, window, day.student), book(day, window, day.student)
    assert (again.status, again["id"]) == (201, first["id"])
    assert book(day, window, day.student, 1).problem == "AlreadyBooked"


def test_a_slot_that_is_taken_names_the_free_ones(day: Timetable) -> None:
    other = a_sibling(day, "Ben")
    window = opened(day, a_group(day, day.student, other))[0]
    book(day, window, day.student)
    reply = book(day, window, other)
    assert (reply.status, reply.problem) == (409, "SlotTaken")
    assert reply["slots"] == [rfc3339(window.starts_at + timedelta(minutes=30))]
    assert book(day, window, other, 1).status == 201
    assert free_slots(day, window) == [False, False]


def test_two_members_never_get_the_same_slot(day: Timetable) -> None:
    children = [a_sibling(day, f"Kim {n}") for n in range(5)]
    window = opened(day, _of_five(day, children))[0]

    def gets_it(child: Student) -> bool:
        booking = SlotBooking(student_id=child.id, starts_at=window.starts_at)
        try:
            book_slot(day.school.admin, window.id, booking, now=utc_now())
        except SlotTaken:
            return False
        return True

    with ThreadPoolExecutor(5) as crowd:
        assert sorted(crowd.map(gets_it, children)) == [False] * 4 + [True]
    assert sorted(day.busy(child.id, window.starts_at) for child in children) == [0, 0, 0, 0, 0b11]


def _of_five(day: Timetable, children: list[Student]) -> Series:
    series = a_group(day, *children[:4])
    join(day, series, children[4])
    return stored(day, series)


def test_a_lesson_that_is_cancelled_gives_its_slot_back(day: Timetable) -> None:
    other = a_sibling(day, "Ben")
    window = opened(day, a_group(day, day.student, other))[0]
    lesson = book(day, window, day.student)
    reply = Call().cancel_lesson({"reason": "travel"}, by=day.parent, lesson_id=lesson["id"])
    assert reply.status == 200, reply.body
    assert free_slots(day, window) == [True, True]
    assert (day.busy(day.student.id, window.starts_at), day.busy(day.teacher.id, window.starts_at, 60)) == (
        0,
        0b1111,
    )
    assert book(day, window, other).status == 201


def test_the_fee_of_a_booked_lesson_is_reckoned_from_its_own_price(day: Timetable) -> None:
    window = opened(day, a_group(day))[0]
    lesson = book(day, window, day.student)
    record = Call().cancel_lesson({"reason": "travel"}, by=day.school.admin, lesson_id=lesson["id"])
    assert record["price"] == {"amount": 4500, "currency": "EUR"}


def test_a_window_goes_only_when_nobody_has_booked_in_it(day: Timetable) -> None:
    window = opened(day, a_group(day))[0]
    lesson = book(day, window, day.student)
    body = {"reason": "school"}
    assert Call().cancel_lesson(body, by=day.school.admin, lesson_id=window.id).problem == "WindowBooked"
    Call().cancel_lesson(body, by=day.school.admin, lesson_id=lesson["id"])
    assert Call().cancel_lesson(body, by=day.school.admin, lesson_id=window.id).status == 200
    assert day.busy(day.teacher.id, window.starts_at, 60) == 0
    assert book(day, window, day.student).problem == "LessonOver"


def test_only_members_book_and_only_slots_that_there_are(day: Timetable) -> None:
    window, stranger = opened(day, a_group(day))[0], day.another_child()
    assert book(day, window, stranger).problem == "NotAMember"
    assert book(day, window, stranger, by=day.parent).problem == "NoSuchStudent"
    body = {"student_id": day.student.id, "starts_at": rfc3339(window.starts_at + timedelta(minutes=15))}
    reply = Call().book_slot(body, by=day.parent, window_id=window.id)
    assert (reply.status, reply.problem, len(reply["slots"])) == (422, "NoSuchSlot", 2)


def test_a_member_who_is_elsewhere_gets_no_slot(day: Timetable) -> None:
    from tests.api.scheduling.test_series_seats import elsewhere

    window = opened(day, a_group(day))[0]
    elsewhere(day, 14, day.student)
    reply = book(day, window, day.student)
    assert (reply.status, reply.problem) == (409, "SlotTaken")


def test_families_book_in_good_time(day: Timetable) -> None:
    day.has_policy(lead_time_hours=24 * 14)
    window = opened(day, a_group(day), cycle_weeks=1, private_weeks=[1])[0]
    assert book(day, window, day.student, by=day.parent).problem == "TooSoon"
    assert book(day, window, day.student).status == 201


def test_families_see_whose_slots_are_theirs_and_not_whose_the_others_are(day: Timetable) -> None:
    other = day.another_child()
    window = opened(day, a_group(day, day.student, other))[0]
    mine, theirs = book(day, window, day.student), book(day, window, other, 1)
    reply = Call().get_window(by=day.parent, window_id=window.id)
    assert [slot.get("lesson_id") for slot in reply["slots"]] == [mine["id"], None]
    assert other.id not in str(reply.body)
    assert theirs["id"] in str(Call().get_window(by=day.taught_by, window_id=window.id).body)


def test_others_see_neither_window_nor_cycle(day: Timetable, allegro: School) -> None:
    series = a_group(day)
    window = opened(day, series)[0]
    for caller in (allegro.owner, day.school.guardian, day.school.teacher, day.school.manager(new_id("loc"))):
        assert Call().get_window(by=caller, window_id=window.id).problem == "NoSuchWindow"
        assert Call().get_hybrid_cycle(by=caller, series_id=series.id).problem == "NoSuchSeries"
    assert set_cycle(day, series, by=allegro.owner).problem == "NoSuchSeries"
    assert set_cycle(day, series, by=day.parent).status == 403
    group = lessons(day, stored(day, series))[0]
    assert Call().get_window(by=day.school.admin, window_id=group.id).problem == "NoSuchWindow"


def test_a_cycle_is_changed_under_the_version_that_was_read(day: Timetable) -> None:
    series = a_group(day)
    opened(day, series)
    assert set_cycle(day, series).problem == "VersionConflict"
    reply = set_cycle(day, series, version=1, private_weeks=[1])
    assert (reply.status, reply["version"]) == (200, 2)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"slot_minutes": 90}, "SlotTooLong"),
        ({"price": {"amount": 100, "currency": "USD"}}, "ForeignCurrency"),
        ({"price": {"amount": 0, "currency": "EUR"}}, "InvalidInput"),
        ({"private_weeks": [3]}, "InvalidInput"),
        ({"private_weeks": []}, "InvalidInput"),
    ],
)
def test_refuses_cycles_that_do_not_fit(day: Timetable, changes: dict[str, Any], problem: str) -> None:
    assert set_cycle(day, a_group(day), **changes).problem == problem


def test_a_series_that_follows_has_the_cycle_of_the_one_before(day: Timetable) -> None:
    series = a_group(day)
    opened(day, series)
    now = stored(day, series)
    body = {
        "scope": "following",
        "original_start": rfc3339(day.at(7 * 5)),
        "start": _wall(day.at(7 * 5, 15)),
        "version": now.version,
    }
    reply = Call().change_series(body, by=day.school.admin, series_id=series.id)
    assert reply.status == 201, reply.body
    following = Series.model_validate(reply["series"])
    open_windows(day.school.tenant, following.id, timers=Timers(), now=utc_now())
    shown = Call().get_hybrid_cycle(by=day.school.admin, series_id=following.id)
    assert {one["week"] for one in shown["dates"]} == {1}
    assert all(not one["is_private"] for one in shown["dates"])


def _wall(instant: datetime) -> str:
    from tutti.kit.clock import zone

    return instant.astimezone(zone("Europe/Vienna")).replace(tzinfo=None).isoformat()


def test_a_member_who_leaves_the_group_keeps_what_was_booked(day: Timetable) -> None:
    series = a_group(day)
    window = opened(day, series)[0]
    lesson = book(day, window, day.student)
    Call().leave_series(by=day.school.admin, series_id=series.id, student_id=day.student.id)
    assert LessonStore(day.school.tenant).get(lesson["id"]).status is LessonStatus.CONFIRMED
    assert weeks_busy(day, day.student) == [2]


def test_lessons_that_were_cancelled_hide_no_slot_that_is_taken(
    day: Timetable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upcoming, "PAGE", 3)
    other = a_sibling(day, "Ben")
    window = opened(day, a_group(day, day.student, other))[0]
    for _ in range(3):
        lesson_id = book(day, window, day.student)["id"]
        assert (
            Call().cancel_lesson({"reason": "illness"}, by=day.school.admin, lesson_id=lesson_id).status
            == 200
        )
    assert book(day, window, day.student, 1).status == 201
    assert book(day, window, other, 1).problem == "SlotTaken"
