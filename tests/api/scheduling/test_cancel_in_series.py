"""Cancelling one lesson of a series, and one session of a cohort: the rest goes on."""

from typing import Any

from tests.support.cancellable import Cancellable
from tests.support.door import Call
from tests.support.offers import a_cohort, a_course
from tests.support.school import School
from tests.support.timetable import Timetable
from tutti.billing.crediting import credits_of
from tutti.enrollment.course import CourseKind
from tutti.enrollment.store import CohortStore
from tutti.enrollment.teaching import lesson_price
from tutti.kit.changes import Put
from tutti.kit.clock import zone
from tutti.kit.record import Record
from tutti.scheduling import service
from tutti.scheduling.cancellation.store import CancellationStore
from tutti.scheduling.lesson import Lesson, LessonStatus
from tutti.scheduling.store import LessonStore, SeriesStore


def a_series(call: Call, day: Timetable, **changes: Any) -> Any:
    body = day.booking(7, 10)
    start = day.at(7, 10).astimezone(zone("Europe/Vienna")).replace(tzinfo=None)
    del body["starts_at"]
    weekly = {"start": start.isoformat(), "repetition": {"preset": "weekly", "count": 3}}
    return call.book_series(body | weekly | {"zone": "Europe/Vienna"} | changes, by=day.school.admin)


def test_a_cancelled_date_becomes_an_exception_of_its_series(call: Call, day: Timetable) -> None:
    booked = a_series(call, day)
    first = LessonStore(day.school.tenant).get(booked["lesson_ids"][0])
    assert call.cancel_lesson({"reason": "travel"}, by=day.parent, lesson_id=first.id).status == 200
    series = SeriesStore(day.school.tenant).get(first.series_id or "")
    assert series.exceptions == (first.original_start,)
    assert first.original_start not in series.occurrences
    assert len(series.occurrences) == 2


def test_the_other_dates_keep_their_time(call: Call, day: Timetable) -> None:
    booked = a_series(call, day)
    call.cancel_lesson({"reason": "travel"}, by=day.parent, lesson_id=booked["lesson_ids"][0])
    busy = [day.busy(one, day.at(days)) for days in (7, 14, 21) for one in (day.teacher.id, day.student.id)]
    assert busy == [0, 0, 0b11, 0b11, 0b11, 0b11]


def seated(school: School, piano: Cancellable, sessions: int = 3) -> list[Lesson]:
    """The lessons of a cohort for 100.00 in which the child has a seat."""
    course = a_course(school, CourseKind.COHORT, cents=10000)
    cohort = a_cohort(school, course, sessions=sessions, teacher=piano.teacher)
    lessons = service.lessons(school.tenant, [session.lesson_id for session in cohort.sessions])
    seat, child = CohortStore(school.tenant).roster_key(cohort.id, piano.student.id), piano.student.id
    spans = [lesson.span for lesson in lessons]
    school.tenant.table.write(
        [
            Put(Record(seat.pk, seat.sk, kind="Seated", owner=child)),
            *service.joining(school.tenant, lessons, child),
            *service.claiming(school.tenant, [child], spans),
        ]
    )
    return lessons


def test_a_child_of_a_cohort_stays_away_from_one_session(call: Call, forte: School) -> None:
    piano = Cancellable(forte)
    first, second, _ = seated(forte, piano)
    body = {"reason": "illness", "student_id": piano.student.id}
    reply = call.cancel_lesson(body, by=piano.parent, lesson_id=first.id)
    after = piano.now(first)
    assert (reply["is_whole"], after.status) == (False, LessonStatus.CONFIRMED)
    assert after.excused_ids == (piano.student.id,)
    assert [piano.is_busy(piano.student.id, one) for one in (first, second)] == [False, True]
    lines = LessonStore(forte.tenant)
    assert [lines.is_in_calendar_of([piano.student.id], one) for one in (first, second)] == [False, True]


def test_a_family_names_the_child_of_a_cohort(call: Call, forte: School) -> None:
    piano = Cancellable(forte)
    lesson = seated(forte, piano)[0]
    reply = call.cancel_lesson({"reason": "illness"}, by=piano.parent, lesson_id=lesson.id)
    assert reply.problem == "NameTheChild"
    assert call.cancel_lesson({"reason": "illness"}, by=piano.child, lesson_id=lesson.id).status == 200


def test_a_cancelled_session_credits_all_who_would_have_come(call: Call, forte: School) -> None:
    piano = Cancellable(forte)
    first, second, _ = seated(forte, piano)
    body = {"reason": "travel", "student_id": piano.student.id}
    call.cancel_lesson(body, by=piano.parent, lesson_id=first.id)
    for lesson in (first, second):
        assert call.cancel_lesson({"reason": "closure"}, by=piano.office, lesson_id=lesson.id).status == 200
    by_lesson = {lot.lesson_id: lot.minutes for lot in credits_of(forte.tenant, piano.student.id)}
    assert by_lesson == {first.id: 60, second.id: 60}
    records = CancellationStore(forte.tenant).all()
    assert sorted(len(record.parts) for record in records) == [0, 1, 1]


def test_the_sessions_of_a_cohort_cost_its_price_to_the_cent(call: Call, forte: School) -> None:
    """No cent is lost between shares of a price, and none is charged twice."""
    piano = Cancellable(forte)
    lessons = seated(forte, piano)
    for lesson in lessons:
        body = {"reason": "travel", "student_id": piano.student.id}
        call.cancel_lesson(body, by=piano.parent, lesson_id=lesson.id)
    prices = sorted(record.price.amount for record in CancellationStore(forte.tenant).all())
    assert prices == [3333, 3333, 3334]
    course = a_course(forte, cents=777)
    assert lesson_price(course, None, lessons[0].id).amount == 777
