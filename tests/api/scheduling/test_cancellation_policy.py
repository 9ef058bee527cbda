"""Setting, reading and trying cancellation policies."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.bills import told
from tests.support.cancellable import FEES, Cancellable, set_policy
from tests.support.door import Call, Reply
from tests.support.school import School
from tutti.kit.clock import local_date, rfc3339, utc_now
from tutti.scheduling.cancellation.policy import schema

WAIVE = {"outcome": "waive"}
TODAY = local_date(utc_now(), "Europe/Vienna")


def put(call: Call, school: School, document: dict[str, Any], version: int = 1) -> Reply:
    reply: Reply = call.update_cancellation_policy(document | {"version": version}, by=school.owner)
    return reply


def a_rule(name: str = "A rule", when: Any = None, then: Any = WAIVE) -> dict[str, Any]:
    return {"name": name, "when": when, "then": then}


def nested(depth: int) -> dict[str, Any]:
    condition: dict[str, Any] = {"test": "reason", "one_of": ["illness"]}
    for _ in range(depth - 1):
        condition = {"test": "not", "of": condition}
    return condition


def test_a_new_studio_has_a_policy_already(call: Call, forte: School) -> None:
    policy = call.get_cancellation_policy(by=forte.guardian)
    assert (policy["version"], "set_at" in policy.body) == (1, False)
    assert [rule["name"] for rule in policy["rules"]][:2] == ["Demo lesson", "The school cancels"]


def test_a_policy_is_set_as_a_new_version_and_all_before_it_are_kept(call: Call, forte: School) -> None:
    assert put(call, forte, FEES)["version"] == 2
    assert put(call, forte, {"otherwise": WAIVE}, version=2)["version"] == 3
    versions = call.list_cancellation_policy_versions(by=forte.admin)["items"]
    assert [one["version"] for one in versions] == [3, 2, 1]
    assert versions[1]["rules"][0]["name"] == "In good time"
    assert call.get_cancellation_policy(by=forte.admin)["version"] == 3
    assert [fact.data["policy_version"] for fact in told(forte, "CancellationPolicyChanged")] == [2, 3]


def test_a_policy_is_set_over_the_version_that_was_read(call: Call, forte: School) -> None:
    put(call, forte, FEES)
    reply = put(call, forte, FEES, version=1)
    assert (reply.status, reply.problem) == (409, "VersionConflict")


def test_only_owners_and_admins_set_policies(call: Call, forte: School, allegro: School) -> None:
    for caller in (forte.manager(), forte.teacher, forte.guardian, forte.student):
        reply = call.update_cancellation_policy(FEES | {"version": 1}, by=caller)
        assert reply.status == 403
    assert put(call, allegro, FEES)["version"] == 2
    assert call.get_cancellation_policy(by=forte.owner)["version"] == 1


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        ({"rules": [a_rule("Always"), a_rule("Never")]}, "UnreachableRule"),
        ({"rules": [a_rule("Twice", nested(1)), a_rule("twice ", nested(1))]}, "RuleNamedTwice"),
        (
            {"rules": [a_rule(then={"outcome": "fee", "amount": {"amount": 5, "currency": "USD"}})]},
            "OtherCurrency",
        ),
        ({"rules": [a_rule(when=nested(5))]}, "PolicyTooDeep"),
        (
            {"rules": [a_rule(str(n), {"test": "any", "of": [nested(1)] * 10}) for n in range(10)]},
            "PolicyTooLarge",
        ),
        (
            {
                "terms": [
                    {"name": "Autumn", "starts_on": "2026-09-01", "ends_on": "2027-02-02"},
                    {"name": "Spring", "starts_on": "2027-02-01", "ends_on": "2027-07-01"},
                ]
            },
            "TermsOverlap",
        ),
    ],
)
def test_refuses_by_name_what_is_wrong_with_a_document(
    call: Call, forte: School, document: dict[str, Any], problem: str
) -> None:
    reply = put(call, forte, {"otherwise": WAIVE} | document)
    assert (reply.status, reply.problem) == (422, problem)
    assert call.get_cancellation_policy(by=forte.owner)["version"] == 1


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("when",), {"test": "reason", "one_of": ["boredom"]}, "illness"),
        (("when",), {"test": "weekday", "one_of": ["monday"]}, "notice"),
        (("when",), {"test": "notice"}, "name a bound"),
        (("when",), {"test": "notice", "at_least_hours": 24, "less_than_hours": 24}, "nothing between"),
        (("when",), {"test": "lesson"}, "names kinds"),
        (("then",), {"outcome": "fee", "percent": 101}, "100"),
        (("then",), {"outcome": "fee", "amount": {"amount": -5, "currency": "EUR"}}, "more than nothing"),
        (("then",), {"outcome": "fee"}, "an amount or a percentage"),
        (("then",), {"outcome": "credit", "minutes": 20}, "15"),
        (("then",), {"outcome": "credit", "expires_after_days": 9, "expires_with_term": True}, "or with"),
        (("then",), {"outcome": "refund"}, "waive"),
        (("name",), "", "1 character"),
    ],
)
def test_refuses_a_rule_that_makes_no_sense_and_says_where(
    call: Call, forte: School, place: tuple[str], value: Any, said: str
) -> None:
    rule = a_rule(when=nested(1)) | {place[0]: value}
    reply = put(call, forte, {"rules": [rule], "otherwise": WAIVE})
    assert (reply.status, reply.problem) == (422, "InvalidInput")
    error = reply["errors"][0]
    assert error["pointer"].startswith(f"/body/rules/0/{place[0]}")
    assert said in error["rule"]


def test_a_document_without_end_is_refused(call: Call, forte: School) -> None:
    for depth in (300, 3000):
        reply = put(call, forte, {"rules": [a_rule(when=nested(depth))], "otherwise": WAIVE})
        assert reply.status in (400, 422)


def test_everybody_reads_the_schema(call: Call) -> None:
    assert call.get_cancellation_policy_schema().body == schema()


def replayed(call: Call, school: School, document: dict[str, Any], **days: Any) -> Reply:
    trial = {"policy": document, "from_on": TODAY, "until_on": TODAY + timedelta(days=1)} | days
    reply: Reply = call.dry_run_cancellation_policy(trial, by=school.admin)
    return reply


def test_a_new_policy_is_tried_on_what_was_cancelled(call: Call, forte: School) -> None:
    piano = Cancellable(forte, cents=5000)
    for hours in (48, 3):
        lesson = piano.a_lesson(hours=hours)
        call.cancel_lesson({"reason": "travel"}, by=piano.parent, lesson_id=lesson.id)
    reply = replayed(call, forte, FEES)
    rows = [(row["old"]["outcome"], row["new"]["outcome"], row["is_changed"]) for row in reply["rows"]]
    assert rows == [("credit", "credit", True), ("waive", "fee", True)]
    assert reply["old"] == {"fees": {"amount": 0, "currency": "EUR"}, "credit_minutes": 30, "undecided": 0}
    assert reply["new"] == {"fees": {"amount": 2500, "currency": "EUR"}, "credit_minutes": 30, "undecided": 0}


def test_the_policy_in_force_tried_on_its_own_past_changes_nothing(call: Call, forte: School) -> None:
    piano = Cancellable(forte)
    for hours in (1, 2, 3, 30):
        lesson = piano.a_lesson(hours=hours)
        call.cancel_lesson({"reason": "illness"}, by=piano.parent, lesson_id=lesson.id)
    policy = call.get_cancellation_policy(by=forte.owner).body
    document = {name: policy[name] for name in ("rules", "otherwise", "terms")}
    reply = replayed(call, forte, document)
    assert (len(reply["rows"]), reply["changed"], reply["old"]) == (4, 0, reply["new"])


def test_a_trial_writes_nothing_and_covers_its_days_only(call: Call, forte: School) -> None:
    piano = Cancellable(forte)
    lesson = piano.a_lesson()
    call.cancel_lesson({"reason": "travel"}, by=piano.parent, lesson_id=lesson.id)
    tomorrow = TODAY + timedelta(days=1)
    empty = replayed(call, forte, FEES, from_on=tomorrow, until_on=tomorrow + timedelta(days=9))
    assert empty["rows"] == []
    assert call.get_cancellation_policy(by=forte.owner)["version"] == 1
    assert replayed(call, forte, {"rules": [a_rule(), a_rule("B")], "otherwise": WAIVE}).problem == (
        "UnreachableRule"
    )


def preview(call: Call, piano: Cancellable, lesson_id: str, **query: Any) -> Reply:
    reply: Reply = call.preview_cancellation(by=piano.parent, lesson_id=lesson_id, query=query)
    return reply


def test_what_if_i_cancel_now_or_tomorrow(call: Call, forte: School) -> None:
    set_policy(forte, FEES)
    piano = Cancellable(forte)
    lesson = piano.a_lesson(hours=30)
    now = preview(call, piano, lesson.id)
    tomorrow = preview(call, piano, lesson.id, at=rfc3339(utc_now() + timedelta(days=1)))
    assert (now["parts"][0]["outcome"], tomorrow["parts"][0]["outcome"]) == ("credit", "fee")
    assert tomorrow["parts"][0]["fee"] == {"amount": 2500, "currency": "EUR"}
    assert tomorrow["policy_version"] == 2
    assert piano.now(lesson) == lesson


def test_an_explanation_names_every_rule_that_was_looked_at(call: Call, forte: School) -> None:
    piano = Cancellable(forte)
    lesson = piano.a_lesson(hours=3)
    (part,) = preview(call, piano, lesson.id, reason="illness")["parts"]
    traces = part["explain"]["rules"]
    assert [(one["name"], one["holds"]) for one in traces] == [
        ("Demo lesson", False),
        ("The school cancels", False),
        ("In good time", False),
        ("Illness, twice a term", True),
    ]
    assert "at least 24 hours’ notice – no, it is 3 h" in part["explain"]["sentences"][2]


def test_no_preview_of_lessons_of_others_or_of_what_is_over(call: Call, forte: School) -> None:
    piano = Cancellable(forte)
    over, ahead = piano.a_lesson(hours=-2), piano.a_lesson()
    assert preview(call, piano, over.id).problem == "LessonOver"
    later = rfc3339(ahead.starts_at + timedelta(minutes=1))
    assert preview(call, piano, ahead.id, at=later).problem == "LessonOver"
    assert call.preview_cancellation(by=forte.guardian, lesson_id=ahead.id).problem == "NoSuchLesson"
