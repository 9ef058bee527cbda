"""A teacher cannot come, proposes two other times, and the family chooses one by the link in its mail."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.support.deployed import Deployed, eventually
from tests.support.letters import letters_to
from tests.support.taught import DeployedOffer, Pupil, taught_pupil

SLUG = "forte"
Thing = dict[str, Any]


@pytest.fixture(scope="module")
def teacher(deployed: Deployed) -> dict[str, str]:
    return deployed.sign_in(SLUG, "teacher")


@pytest.fixture(scope="module")
def pupil(deployed: Deployed, teacher: dict[str, str]) -> Pupil:
    """A child with a lesson every week with the teacher who signs in."""
    teacher_id = deployed.get("/v1/me", teacher)["person_id"]
    return taught_pupil(deployed, SLUG, teacher_id=teacher_id, weeks=4)


@pytest.fixture(scope="module")
def offer(pupil: Pupil, teacher: dict[str, str]) -> DeployedOffer:
    """What the teacher proposes: openings that the school suggests."""
    suggested = pupil.deployed.get(f"/v1/lessons/{pupil.lesson_id}/alternatives?limit=2", teacher)["items"]
    times = tuple(one["starts_at"] for one in suggested)
    body = {"alternatives": [{"starts_at": at} for at in times], "note": "I play a concert that day."}
    offered = pupil.deployed.post(f"/v1/lessons/{pupil.lesson_id}/reschedules", teacher, body)
    made = DeployedOffer(pupil, offered["id"], times)
    eventually(lambda: made.status["state"], lambda state: state == "offered")
    return made


@pytest.fixture(scope="module")
def story(offer: DeployedOffer) -> Thing:
    """The family chooses the second time; what is there before and after."""
    held = offer.holds
    answer = offer.answer(1)
    return {"held": held, "answer": answer, "status": offer.ends()}


def test_both_times_are_held_until_the_family_has_answered(story: Thing, offer: DeployedOffer) -> None:
    assert story["held"] == list(offer.times)


def test_the_family_answers_by_the_link_in_its_mail(story: Thing, offer: DeployedOffer) -> None:
    assert (story["answer"].status_code, story["answer"].json()["state"]) == (200, "moving")
    [mail] = [
        one for one in letters_to(offer.pupil.deployed, offer.pupil.email) if offer.id in one["BodyText"]
    ]
    assert mail["BodyText"].count("answer=") == 3
    assert "I play a concert that day." in mail["BodyText"]


def test_the_lesson_is_at_the_chosen_time_and_keeps_its_name(story: Thing, offer: DeployedOffer) -> None:
    lesson = offer.pupil.lesson
    assert (story["status"]["state"], lesson["starts_at"]) == ("accepted", offer.times[1])
    assert (lesson["original_start"], lesson["sequence"]) == (offer.pupil.starts_at, 1)


def test_nothing_else_stays_taken(story: Thing, offer: DeployedOffer) -> None:
    assert (story["status"]["state"], offer.holds) == ("accepted", [offer.times[1]])
    assert not offer.pupil.is_busy(offer.pupil.starts_at)


def test_the_series_knows_of_the_exception_and_keeps_its_other_dates(
    story: Thing, offer: DeployedOffer, teacher: dict[str, str]
) -> None:
    assert story["status"]["state"] == "accepted"
    pupil = offer.pupil
    series = _stored(pupil.deployed, "Series", pupil.lesson["series_id"])
    assert series["exceptions"] == [pupil.starts_at]
    assert len(series["occurrences"]) == 3
    calendar = f"/v1/calendar?person_id={pupil.student_id}&to={_in_days(60)}"
    starts = [one["starts_at"] for one in pupil.deployed.get(calendar, pupil.office)["items"]]
    assert sorted(starts) == sorted([offer.times[1], *series["occurrences"]])


def test_the_audit_log_says_who_answered_and_what_moved(story: Thing, offer: DeployedOffer) -> None:
    assert story["status"]["state"] == "accepted"
    lines = [one for one in _audit(offer.pupil.deployed) if offer.pupil.lesson_id in json.dumps(one)]
    named = {one["name"]: one for one in lines}
    assert {"RescheduleRequested", "RescheduleOffered", "RescheduleAnswered", "LessonMoved"} <= set(named)
    assert named["LessonMoved"]["data"]["starts_at"] == offer.times[1]
    assert named["LessonMoved"]["data"]["was_at"] == offer.pupil.starts_at


def test_the_reminder_is_planned_for_the_new_time(story: Thing, offer: DeployedOffer) -> None:
    assert story["status"]["state"] == "accepted"
    before = datetime.fromisoformat(offer.times[1]) - timedelta(days=1)
    planned = f"at({before:%Y-%m-%dT%H:%M:%S})"
    schedules = offer.pupil.deployed.cloud.client("scheduler")
    name = f"local-{offer.pupil.lesson_id}-day_before"

    def at() -> str:
        found = schedules.get_schedule(Name=name, GroupName="tutti-local")
        return str(found["ScheduleExpression"])

    eventually(at, lambda seen: seen == planned)


def test_the_timer_of_the_offer_is_gone(story: Thing, offer: DeployedOffer) -> None:
    assert story["status"]["state"] == "accepted"
    assert [name for name in offer.pupil.deployed.schedules() if offer.id in name] == []


def test_the_family_and_the_teacher_hear_of_it(story: Thing, offer: DeployedOffer) -> None:
    assert story["status"]["state"] == "accepted"
    for address in (offer.pupil.email, f"teacher@{SLUG}.test"):
        eventually(
            lambda address=address: [  # type: ignore[misc]
                one for one in letters_to(offer.pupil.deployed, address) if one["Subject"].startswith("Moved")
            ],
            bool,
        )


def test_a_second_answer_by_the_link_changes_nothing(story: Thing, offer: DeployedOffer) -> None:
    again, other = offer.answer(1), offer.answer(0)
    assert (again.status_code, again.json()["state"]) == (200, "accepted")
    assert (other.status_code, other.json()["code"]) == (409, "AnsweredOtherwise")
    assert offer.pupil.lesson["starts_at"] == offer.times[1]


def _stored(deployed: Deployed, kind: str, entity_id: str) -> Thing:
    found = (one for one in deployed.items() if one["kind"]["S"] == kind)
    body: Thing = next(json.loads(one["body"]["S"]) for one in found if one["SK"]["S"] == entity_id)
    return body


def _audit(deployed: Deployed) -> list[Thing]:
    return [json.loads(one["body"]["S"]) for one in deployed.items() if one["kind"]["S"] == "Audit"]


def _in_days(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
