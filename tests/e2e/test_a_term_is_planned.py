"""The office plans a term: it looks for openings, books series around holidays, and changes them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.support.deployed import Deployed, eventually
from tests.support.letters import letters_to
from tests.support.small_school import ZONE, SmallSchool, Thing
from tutti.kit.clock import rfc3339, zone

NEXT_YEAR = datetime.now(UTC).year + 1
FIRST_MONDAY_OF_MARCH = next(day for n in range(1, 8) if (day := date(NEXT_YEAR, 3, n)).weekday() == 0)
"""From here ten weeks lead over the change of the clocks."""
AFTERNOON = datetime.combine(FIRST_MONDAY_OF_MARCH, datetime.min.time()).replace(hour=16)


@pytest.fixture(scope="module")
def school(deployed: Deployed) -> SmallSchool:
    return SmallSchool.founded(deployed)


@pytest.fixture(scope="module")
def lang(school: SmallSchool) -> Thing:
    return school.family("Lang")


@pytest.fixture(scope="module")
def moser(school: SmallSchool) -> Thing:
    return school.family("Moser")


@pytest.fixture(scope="module")
def term(school: SmallSchool, lang: Thing) -> Thing:
    """Ten Monday afternoons, Easter Monday being a closed day."""
    school.add("/v1/closures/holidays", country="AT", year=NEXT_YEAR)
    return school.add("/v1/series", **school.series(lang["student"], AFTERNOON, 10))


def _clock(lesson: Thing) -> tuple[int, int]:
    there = datetime.fromisoformat(lesson["starts_at"]).astimezone(zone(ZONE))
    return there.hour, there.minute


def _lessons(school: SmallSchool, family: Thing) -> list[Thing]:
    last = FIRST_MONDAY_OF_MARCH + timedelta(days=91)
    return school.calendar(family["student"], FIRST_MONDAY_OF_MARCH, last)


def test_every_date_is_decided_and_holidays_are_skipped(term: Thing) -> None:
    verdicts = [one["verdict"] for one in term["dates"]]
    assert len(verdicts) == 10
    assert set(verdicts) <= {"free", "closed"}
    assert verdicts.count("free") == len(term["lesson_ids"]) < 10


def test_lessons_stay_at_four_o_clock_when_the_clocks_change(
    school: SmallSchool, lang: Thing, term: Thing
) -> None:
    lessons = _lessons(school, lang)
    assert {_clock(one) for one in lessons} == {(16, 0)}
    assert len({datetime.fromisoformat(one["starts_at"]).hour for one in lessons}) == 2
    assert len(lessons) == len(term["lesson_ids"])


def test_the_family_hears_of_all_dates(school: SmallSchool, lang: Thing, term: Thing) -> None:
    mails = eventually(lambda: letters_to(school.deployed, lang["email"]), bool)
    assert mails[0]["Subject"].startswith(f"Booked: {len(term['lesson_ids'])} × Piano")


def test_a_second_series_hears_which_dates_clash_and_may_take_the_others(
    school: SmallSchool, moser: Thing, term: Thing
) -> None:
    early = AFTERNOON - timedelta(weeks=2)
    body = school.series(moser["student"], early, 4)
    refused = school.send("POST", "/v1/series", body)
    assert (refused.status_code, refused.json()["code"]) == (409, "SeriesClashes")
    dates = refused.json()["dates"]
    assert [one.get("verdict") for one in dates] == ["free", "free", "taken", "taken"]
    assert len(dates[2]["alternatives"]) == 3
    taken = school.add("/v1/series", **body, take="fitting")
    assert len(taken["lesson_ids"]) == 2


def test_this_and_the_following_lessons_move_and_the_past_ones_stay(
    school: SmallSchool, lang: Thing, term: Thing
) -> None:
    version = school.send("GET", f"/v1/series/{term['series']['id']}").json()["version"]
    dates = term["series"]["occurrences"]
    start = datetime.fromisoformat(dates[4]).astimezone(zone(ZONE)).replace(tzinfo=None, hour=17)
    change = {"scope": "following", "original_start": dates[4], "start": start.isoformat()}
    school.add(f"/v1/series/{term['series']['id']}/changes", **change, version=version)
    assert [_clock(one)[0] for one in _lessons(school, lang)] == [16] * 4 + [17] * (len(dates) - 4)


def test_an_opening_that_is_found_can_be_booked(school: SmallSchool, moser: Thing) -> None:
    query = f"instrument=piano&minutes=45&weekday=WE&student_id={moser['student']['id']}"
    found = school.send("GET", f"/v1/openings?{query}").json()["items"]
    place = {name: found[0][name] for name in ("teacher_id", "starts_at", "location_id", "room_id")}
    lesson = school.add("/v1/bookings", **school.terms(moser["student"], minutes=45) | place)
    assert lesson["status"] == "confirmed"


def test_one_hour_that_many_want_goes_to_one_of_them(school: SmallSchool) -> None:
    families = [school.family(f"Racer{number}") for number in range(8)]

    def ask(number: int) -> Any:
        body = school.booking(families[number]["student"], 20, 11, minute=15 * (number % 2))
        return school.send("POST", "/v1/bookings", body).json()

    with ThreadPoolExecutor(8) as crowd:
        replies = list(crowd.map(ask, range(8)))
    assert sorted(reply.get("code", "booked") for reply in replies) == ["SlotTaken"] * 7 + ["booked"]
    assert all(reply["alternatives"] for reply in replies if "code" in reply)


@pytest.fixture(scope="module")
def gast(school: SmallSchool) -> Thing:
    return school.family("Gast")


@pytest.fixture(scope="module")
def parent(school: SmallSchool, gast: Thing) -> dict[str, str]:
    school.has_policy(needs_review=True, lead_time_hours=24, horizon_days=40)
    return school.parent(gast)


class TestReview:
    """A studio that looks at what families ask for."""

    def test_a_family_asks_and_the_office_confirms(
        self, school: SmallSchool, gast: Thing, parent: dict[str, str]
    ) -> None:
        asked = school.send("POST", "/v1/bookings", school.booking(gast["student"], 15), by=parent)
        assert asked.json()["status"] == "requested", asked.text
        again = school.send("POST", "/v1/bookings", school.booking(gast["student"], 15), by=parent)
        assert again.json()["code"] == "SlotTaken"
        lesson = school.add(f"/v1/lessons/{asked.json()['id']}/approve")
        assert lesson["status"] == "confirmed"

    @pytest.mark.parametrize(
        ("days", "hour", "rule"),
        [(0, 23, "lead_time_hours"), (60, 10, "horizon_days"), (16, 20, "availability")],
    )
    def test_the_answer_names_the_rule_and_what_would_do(
        self,
        school: SmallSchool,
        gast: Thing,
        parent: dict[str, str],
        days: int,
        hour: int,
        rule: str,
    ) -> None:
        body = school.booking(gast["student"], days, hour, minute=45)
        refused = school.send("POST", "/v1/bookings", body, by=parent).json()
        assert refused["rule"] == rule
        assert rfc3339(school.at(1, 0)) < refused["alternatives"][0]["starts_at"]
