"""Proposing other times for a lesson: what is refused by name, who may ask and answer, what each may see."""

from typing import Any

import pytest

from tests.support.door import Call, Reply
from tests.support.offers import a_piano_teacher
from tests.support.paper import Paper, on_paper
from tests.support.remains import Remains
from tests.support.rescheduling import Rescheduling
from tests.support.school import School
from tests.support.timetable import Timetable
from tutti.kit.clock import rfc3339
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.scheduling.closure import Closure, Closures
from tutti.scheduling.lesson import LessonKind
from tutti.scheduling.store import ClosureStore, LessonStore


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> Paper:
    return on_paper(monkeypatch)


@pytest.fixture
def rescheduling(day: Timetable, paper: Paper) -> Rescheduling:
    return Rescheduling(day, paper)


def _problem(reply: Reply) -> tuple[int, str | None]:
    return reply.status, reply.problem


def test_a_proposal_is_taken_and_its_times_are_as_long_as_the_lesson(rescheduling: Rescheduling) -> None:
    day, lesson = rescheduling.day, rescheduling.lesson()
    reply = rescheduling.propose(lesson)
    assert (reply.status, reply["state"], reply["proposed_by"]) == (202, "pending", "teacher")
    assert [one["ends_at"] for one in reply["alternatives"]] == [
        rfc3339(day.at(4, 11, 30)),
        rfc3339(day.at(5, 15, 30)),
    ]
    assert "token" not in reply.body


def test_fewer_than_two_times_are_no_choice(rescheduling: Rescheduling) -> None:
    lesson, one = rescheduling.lesson(), [rescheduling.day.at(4, 11)]
    assert _problem(rescheduling.propose(lesson, one)) == (422, "TooFewAlternatives")


def test_more_than_six_times_are_too_many(rescheduling: Rescheduling) -> None:
    times = [rescheduling.day.at(4, hour) for hour in range(9, 16)]
    assert rescheduling.propose(rescheduling.lesson(), times).status == 422


@pytest.mark.parametrize("minute", [0, 15])
def test_times_that_overlap_are_refused(rescheduling: Rescheduling, minute: int) -> None:
    day = rescheduling.day
    times = [day.at(4, 11), day.at(4, 11, minute)]
    assert _problem(rescheduling.propose(rescheduling.lesson(), times)) == (422, "AlternativesOverlap")


@pytest.mark.parametrize(
    ("days", "hour", "problem"),
    [
        (-1, 11, "StartsInThePast"),
        (60, 11, "TooFarAhead"),
        (4, 20, "TeacherUnavailable"),
        (3, 10, "SamePlace"),
    ],
)
def test_a_time_that_will_not_do_is_refused_by_name_with_better_ones(
    rescheduling: Rescheduling, paper: Paper, days: int, hour: int, problem: str
) -> None:
    lesson, day = rescheduling.lesson(), rescheduling.day
    before = Remains.of(paper)
    refused = rescheduling.propose(lesson, [day.at(5, 15), day.at(days, hour)])
    assert refused.problem == problem
    assert len(refused["alternatives"]) == 3
    assert Remains.of(paper).since(before) == {}
    assert paper.sagas.walks == {}


def test_too_short_a_notice_is_refused(rescheduling: Rescheduling) -> None:
    day = rescheduling.day
    day.has_policy(lead_time_hours=96, reschedule_notice_hours=0)
    lesson = rescheduling.lesson()
    assert rescheduling.propose(lesson, [day.at(3, 15), day.at(6, 15)]).problem == "TooSoon"


def test_a_closed_day_is_refused(rescheduling: Rescheduling) -> None:
    day, lesson = rescheduling.day, rescheduling.lesson()
    on = day.at(4).date()
    closed = Closure(id=new_id("clo"), first_on=on, last_on=on)
    ClosureStore(day.school.tenant).create(Closures(closures=(closed,)))
    assert rescheduling.propose(lesson).problem == "ClosedThen"


def test_who_is_in_the_way_refuses_it_with_the_nearest_alternatives(rescheduling: Rescheduling) -> None:
    day, lesson = rescheduling.day, rescheduling.lesson()
    rescheduling.lesson(4, 11, student_ids=[day.another_child().id])
    refused = rescheduling.propose(lesson)
    assert _problem(refused) == (409, "SlotTaken")
    assert [one["starts_at"] for one in refused["alternatives"]] == [
        rfc3339(day.at(4, *clock)) for clock in ((10, 0), (10, 30), (11, 30))
    ]


def test_the_teachers_buffer_is_kept(rescheduling: Rescheduling) -> None:
    day = rescheduling.day
    day.has_policy(buffer_minutes=15)
    lesson = rescheduling.lesson()
    rescheduling.lesson(4, 11, student_ids=[day.another_child().id])
    assert rescheduling.propose(lesson, [day.at(4, 11, 30), day.at(5, 15)]).problem == "SlotTaken"
    assert rescheduling.propose(lesson, [day.at(4, 11, 45), day.at(5, 15)]).status == 202


def test_times_that_follow_each_other_may_be_offered_whatever_the_buffer(rescheduling: Rescheduling) -> None:
    day = rescheduling.day
    day.has_policy(buffer_minutes=30)
    offer = rescheduling.offers(rescheduling.lesson(), [day.at(4, 11), day.at(4, 11, 30)])
    offer.accept(1)
    assert offer.goes_on().lesson.starts_at == day.at(4, 11, 30)


def test_it_is_too_late_within_the_notice_unless_the_office_overrides(rescheduling: Rescheduling) -> None:
    day, lesson = rescheduling.day, rescheduling.lesson()
    day.has_policy(reschedule_notice_hours=120)
    refused = rescheduling.propose(lesson)
    assert (_problem(refused), refused["rule"]) == ((409, "TooLateToReschedule"), "reschedule_notice_hours")
    assert rescheduling.propose(lesson, by=day.school.admin).problem == "TooLateToReschedule"
    assert rescheduling.propose(lesson, overrides_rules=True).status == 403
    assert rescheduling.propose(lesson, by=day.school.admin, overrides_rules=True).status == 202


def test_the_offer_ends_after_the_studios_hours_and_before_anything_begins(
    rescheduling: Rescheduling, paper: Paper
) -> None:
    day = rescheduling.day
    day.has_policy(offer_hours=24)
    early = rescheduling.asks(rescheduling.lesson()).reschedule
    assert (early.expires_at - early.requested_at).total_seconds() == 24 * 3600
    day.has_policy(offer_hours=336, horizon_days=60)
    late = rescheduling.asks(rescheduling.lesson(9, 12), [day.at(6, 9), day.at(8, 9)]).reschedule
    assert late.expires_at == day.at(6, 9)
    assert [name for name in paper.schedules() if late.id in name] == [f"test-{late.id}-offer"]


@pytest.mark.parametrize("kind", [LessonKind.COHORT, LessonKind.WINDOW])
def test_what_others_hang_on_is_not_moved(rescheduling: Rescheduling, kind: LessonKind) -> None:
    lessons, lesson = LessonStore(rescheduling.day.school.tenant), rescheduling.lesson()
    lessons.replace(lesson, lesson.model_copy(update={"kind": kind}))
    assert _problem(rescheduling.propose(lesson)) == (409, "MovedOtherwise")


def test_a_lesson_of_several_families_is_moved_by_the_school_itself(rescheduling: Rescheduling) -> None:
    day = rescheduling.day
    lesson = rescheduling.lesson(student_ids=[day.student.id, day.another_child().id])
    assert _problem(rescheduling.propose(lesson)) == (409, "SeveralFamilies")


def test_a_room_that_is_not_there_is_refused(rescheduling: Rescheduling) -> None:
    lesson, call = rescheduling.lesson(), Call()
    wishes = [{"starts_at": rfc3339(one), "room_id": new_id("rom")} for one in rescheduling.times()]
    reply = call.propose_reschedule(
        {"alternatives": wishes}, by=rescheduling.day.taught_by, lesson_id=lesson.id
    )
    assert (reply.status, reply.problem) == (404, "NoSuchRoom")


def test_strangers_neither_propose_nor_see_nor_answer(rescheduling: Rescheduling, allegro: School) -> None:
    day, lesson = rescheduling.day, rescheduling.lesson()
    offer, call = rescheduling.offers(lesson), Call()
    other_parent = day.school.caller(Role.GUARDIAN, new_id("per"))
    another_teacher = day.school.caller(Role.TEACHER, a_piano_teacher(day.school, "Vera Viel").id)
    for by in (other_parent, another_teacher, allegro.owner):
        assert rescheduling.propose(lesson, by=by).status == 404
        assert offer.accept(by=by).status == 404
        assert offer.decline(by=by).status == 404
        assert offer.withdraw(by=by).status == 404
        assert call.get_reschedule(by=by, reschedule_id=offer.id).status == 404
        assert call.list_reschedules(by=by, lesson_id=lesson.id).status == 404
        assert call.list_alternatives(by=by, lesson_id=lesson.id).status == 404
    assert offer.state == "offered"


def test_the_teacher_does_not_accept_her_own_proposal_but_the_office_may(
    rescheduling: Rescheduling,
) -> None:
    day = rescheduling.day
    offer = rescheduling.offers(rescheduling.lesson())
    assert _problem(offer.accept(by=day.taught_by)) == (403, "OtherSideAnswers")
    assert _problem(offer.decline(by=day.taught_by)) == (403, "OtherSideAnswers")
    assert offer.accept(by=day.school.admin).status == 200


def test_a_choice_that_is_not_offered_is_refused(rescheduling: Rescheduling) -> None:
    offer = rescheduling.offers(rescheduling.lesson())
    assert _problem(offer.accept(5)) == (422, "NoSuchAlternative")
    assert offer.accept(9).status == 422
    assert offer.state == "offered"


def test_nobody_chooses_before_the_times_are_held(rescheduling: Rescheduling) -> None:
    offer = rescheduling.asks(rescheduling.lesson())
    assert _problem(offer.accept()) == (409, "OfferEnded")


def test_the_link_opens_to_who_has_the_token_alone(rescheduling: Rescheduling, allegro: School) -> None:
    offer, slug = rescheduling.offers(rescheduling.lesson()), rescheduling.day.school.studio.slug
    right = {"token": offer.reschedule.token}

    def read(slug: str, query: dict[str, str]) -> Reply:
        reply: Reply = Call().get_public_reschedule(slug=slug, reschedule_id=offer.id, query=query)
        return reply

    shown = read(slug, right)
    assert (shown.status, shown["teacher"], len(shown["alternatives"])) == (200, "Theo Tal", 2)
    assert offer.reschedule.token not in str(shown.body)
    assert read(slug, {"token": "x" * 32}).status == 404
    assert read(allegro.studio.slug, right).status == 404
    assert read(slug, {}).status == 422
    assert offer.answer(0, token="x" * 32).status == 404


def test_a_link_answers_for_the_family_alone(rescheduling: Rescheduling) -> None:
    offer = rescheduling.offers(rescheduling.lesson(), by=rescheduling.day.parent)
    assert _problem(offer.answer(0)) == (403, "OtherSideAnswers")


def test_a_family_proposes_by_the_same_rules(rescheduling: Rescheduling) -> None:
    day, lesson = rescheduling.day, rescheduling.lesson()
    assert rescheduling.propose(lesson, [day.at(4, 11)], by=day.parent).problem == "TooFewAlternatives"
    reply = rescheduling.propose(lesson, by=day.parent, note="Concert")
    assert (reply["proposed_by"], reply["note"]) == ("family", "Concert")


def test_the_lesson_lists_what_became_of_its_reschedules(rescheduling: Rescheduling) -> None:
    day, lesson = rescheduling.day, rescheduling.lesson()
    first = rescheduling.offers(lesson)
    first.decline()
    first.goes_on()
    rescheduling.offers(lesson)
    for by in (day.parent, day.taught_by, day.school.admin):
        found = Call().list_reschedules(by=by, lesson_id=lesson.id)["items"]
        assert [one["state"] for one in found] == ["declined", "offered"]


def test_the_status_reads_as_the_saga_went(rescheduling: Rescheduling) -> None:
    offer = rescheduling.offers(rescheduling.lesson())
    offer.accept()
    offer.goes_on()
    shown = Call().get_reschedule(by=rescheduling.day.parent, reschedule_id=offer.id)
    assert [(one["name"], one["state"]) for one in shown["steps"]] == [
        ("ValidateReschedule", "done"),
        ("HoldAlternatives", "done"),
        ("AwaitAnswer", "done"),
        ("MoveLesson", "done"),
    ]
    assert (shown["state"], shown["chosen"]) == ("accepted", 0)


def test_alternatives_suit_teacher_student_and_room(rescheduling: Rescheduling) -> None:
    day, lesson = rescheduling.day, rescheduling.lesson()
    rescheduling.lesson(3, 11)
    found = Call().list_alternatives(by=day.parent, lesson_id=lesson.id, query={"limit": 3})["items"]
    assert [one["starts_at"] for one in found] == [
        rfc3339(day.at(3, *clock)) for clock in ((9, 0), (9, 30), (10, 30))
    ]
    assert {one["room_id"] for one in found} == {day.room.id}


def test_alternatives_that_are_offered_can_be_proposed(rescheduling: Rescheduling) -> None:
    day, lesson = rescheduling.day, rescheduling.lesson()
    found = Call().list_alternatives(by=day.taught_by, lesson_id=lesson.id)["items"]
    wishes: list[dict[str, Any]] = [{"starts_at": one["starts_at"]} for one in found]
    body = {"alternatives": wishes}
    reply = Call().propose_reschedule(body, by=day.taught_by, lesson_id=lesson.id)
    assert (reply.status, len(reply["alternatives"])) == (202, 6)


def test_the_same_request_again_is_one_reschedule(rescheduling: Rescheduling, paper: Paper) -> None:
    day, lesson = rescheduling.day, rescheduling.lesson()
    body = {"alternatives": [{"starts_at": rfc3339(one)} for one in rescheduling.times()]}
    key = {"idempotency-key": "again"}
    first, second = (
        Call().propose_reschedule(body, by=day.taught_by, lesson_id=lesson.id, headers=key) for _ in range(2)
    )
    assert first["id"] == second["id"]
    assert len(paper.sagas.walks) == 1
