"""Courses, cohorts and their sessions: what may be offered."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from tests.unit.enrollment.drafts import a_course
from tutti.enrollment.course import Cohort, CohortDraft, CourseDraft, Session, SessionTime, in_utc
from tutti.enrollment.store import Offers
from tutti.kit.ids import derived_id

PIANO = {
    "name": "Piano",
    "kind": "private",
    "instrument": "Piano ",
    "price": {"amount": 100, "currency": "EUR"},
}
TUESDAY = {"on": "2026-09-01", "starts": "16:00", "ends": "17:00"}
GROUP = {
    "course_id": derived_id("crs", "piano"),
    "name": "Group",
    "teacher_id": derived_id("per", "theo"),
    "capacity": 6,
    "zone": "Europe/Vienna",
    "sessions": [TUESDAY],
}


def test_an_instrument_is_known_however_it_is_typed() -> None:
    assert CourseDraft.model_validate(PIANO).instrument == "piano"


@pytest.mark.parametrize(
    "changes",
    [
        {"age_min": 9, "age_max": 8},
        {"age_max": 121},
        {"price": {"amount": -1, "currency": "EUR"}},
        {"price": {"amount": 1, "currency": "euro"}},
        {"lesson_minutes": 20},
        {"lesson_minutes": 135},
        {"lesson_minutes": 0},
        {"tax_basis_points": 5001},
        {"kind": "group"},
        {"name": " "},
        {"owner": "me"},
    ],
)
def test_refuses_impossible_courses(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        CourseDraft.model_validate(PIANO | changes)


@pytest.mark.parametrize(("age", "is_admitted"), [(4, False), (5, True), (9, True), (10, False)])
def test_a_course_admits_its_ages_both_included(age: int, is_admitted: bool) -> None:
    assert a_course(age_min=5, age_max=9).admits(age) is is_admitted
    assert a_course(age_min=5).admits(age + 5)


def test_a_lesson_takes_its_slots() -> None:
    assert a_course(lesson_minutes=45).slots == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"starts": "17:00", "ends": "17:00"},
        {"starts": "17:00", "ends": "16:00"},
        {"ends": "16:10"},
        {"ends": "18:15"},
        {"starts": "16:00Z"},
        {"ends": "17:00+02:00"},
        {"on": "2019-12-31"},
        {"on": "9999-12-31"},
    ],
)
def test_refuses_impossible_sessions(changes: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        SessionTime.model_validate(TUESDAY | changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"capacity": 0},
        {"capacity": 201},
        {"sessions": []},
        {"sessions": [TUESDAY] * 21},
        {"zone": "Mars/Olympus"},
        {"room_id": derived_id("rom", "one")},
    ],
)
def test_refuses_impossible_cohorts(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        CohortDraft.model_validate(GROUP | changes)


def test_a_session_is_at_its_wall_time_in_summer_and_winter() -> None:
    summer, winter = (
        SessionTime(on=date(2026, month, 1), starts=time(16), ends=time(17)) for month in (7, 12)
    )
    assert in_utc(summer, "Europe/Vienna")[0].astimezone(UTC).hour == 14
    assert in_utc(winter, "Europe/Vienna")[0].astimezone(UTC).hour == 15


def _cohort(name: str, *starts: datetime) -> Cohort:
    sessions = tuple(
        Session(lesson_id=derived_id("les", name, str(one)), starts_at=one, ends_at=one + timedelta(hours=1))
        for one in starts
    )
    draft = CohortDraft.model_validate(GROUP)
    return Cohort(id=derived_id("coh", name), **(dict(draft) | {"sessions": sessions, "name": name}))


NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


def test_a_session_that_has_begun_is_not_ahead() -> None:
    cohort = _cohort("one", NOON, NOON + timedelta(days=7))
    assert [one.starts_at for one in cohort.upcoming(NOON)] == [NOON + timedelta(days=7)]


def test_the_cohort_that_begins_first_is_offered_first_while_it_has_a_seat() -> None:
    past, later, sooner = (
        _cohort(name, NOON + timedelta(days=days))
        for name, days in (("past", -1), ("later", 9), ("sooner", 2))
    )
    course_id = past.course_id
    offered = Offers(
        cohorts={course_id: [past, later, sooner]},
        seats_left={past.id: 5, later.id: 1, sooner.id: 0},
    )
    assert [one.name for one in offered.ahead(course_id, None, NOON)] == ["sooner", "later"]
    assert [one.name for one in offered.with_seat(course_id, None, NOON)] == ["later"]
    assert offered.with_seat(course_id, sooner.id, NOON) == []
    assert offered.ahead("crs_other", None, NOON) == []
