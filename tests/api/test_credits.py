"""Credits through their doors: granted by hand, seen by the family, revoked, never more than there is."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.classes import Class
from tests.support.door import Call, Reply
from tests.support.school import School
from tutti.kit.clock import local_date, utc_now
from tutti.kit.ids import new_id

TODAY = local_date(utc_now(), "Europe/Vienna")


@pytest.fixture
def weekly(forte: School) -> Class:
    return Class(forte)


def grant(call: Call, weekly: Class, minutes: int = 60, **more: Any) -> Reply:
    body = {"student_id": weekly.student.id, "instrument": "piano", "minutes": minutes} | more
    reply: Reply = call.grant_credit(body, by=weekly.school.admin)
    return reply


def seen(call: Call, weekly: Class, by: Any = None, **query: Any) -> Reply:
    reply: Reply = call.list_student_credits(
        by=by or weekly.parent, student_id=weekly.student.id, query=query
    )
    return reply


def test_the_office_grants_a_credit_and_the_family_sees_it(call: Call, weekly: Class) -> None:
    granted = grant(call, weekly, note="For the long wait")
    assert granted.status == 201
    page = seen(call, weekly)
    assert [credit["id"] for credit in page["items"]] == [granted["id"]]
    assert page["balance"] == {"issued": 60, "spent": 0, "expired": 0, "revoked": 0, "open": 60}


def test_credits_are_listed_first_to_expire_first_a_page_at_a_time(call: Call, weekly: Class) -> None:
    days = [40, 4, 11]
    for day in days:
        grant(call, weekly, expires_on=TODAY + timedelta(days=day))
    first = seen(call, weekly, limit=2)
    second = seen(call, weekly, limit=2, cursor=first["cursor"])
    listed = [credit["expires_on"] for credit in (*first["items"], *second["items"])]
    assert listed == [str(TODAY + timedelta(days=day)) for day in sorted(days)]
    assert "cursor" not in second.body
    assert second["balance"]["issued"] == 180


def test_revoking_takes_what_is_left_and_the_sum_still_stands(call: Call, weekly: Class) -> None:
    granted = grant(call, weekly)
    for minutes, left in ((15, 45), (None, 0)):
        body = {"student_id": weekly.student.id, "minutes": minutes, "version": granted["version"]}
        granted = call.revoke_credit(body, by=weekly.school.owner, credit_id=granted["id"])
        assert (granted.status, granted["left"]) == (200, left)
    assert seen(call, weekly)["balance"]["revoked"] == 60


def test_nothing_is_revoked_twice(call: Call, weekly: Class) -> None:
    granted = grant(call, weekly)
    body = {"student_id": weekly.student.id, "version": 1}
    call.revoke_credit(body, by=weekly.school.admin, credit_id=granted["id"])
    again = call.revoke_credit(body | {"version": 2}, by=weekly.school.admin, credit_id=granted["id"])
    assert (again.status, again.problem) == (409, "NothingToRevoke")
    stale = call.revoke_credit(body, by=weekly.school.admin, credit_id=granted["id"])
    assert stale.problem == "VersionConflict"


def test_a_credit_of_another_student_is_not_found(call: Call, weekly: Class) -> None:
    granted = grant(call, weekly)
    other = Class(weekly.school)
    body = {"student_id": other.student.id, "version": 1}
    reply = call.revoke_credit(body, by=weekly.school.admin, credit_id=granted["id"])
    assert (reply.status, reply.problem) == (404, "NoSuchCredit")


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"minutes": 20}, "InvalidInput"),
        ({"minutes": 0}, "InvalidInput"),
        ({"expires_on": TODAY}, "ExpiryPast"),
        ({"student_id": new_id("per")}, "NoSuchStudent"),
    ],
)
def test_refuses_credits_that_could_not_be_booked(
    call: Call, weekly: Class, fields: dict[str, Any], problem: str
) -> None:
    assert grant(call, weekly, **fields).problem == problem
    assert seen(call, weekly)["balance"]["issued"] == 0


def test_credits_are_seen_by_the_family_and_the_office_and_granted_by_the_office(
    call: Call, weekly: Class, allegro: School
) -> None:
    school = weekly.school
    for caller in (weekly.parent, weekly.child, school.owner, school.manager(weekly.location.id)):
        assert seen(call, weekly, caller).status == 200
    for caller in (school.guardian, school.student, allegro.owner, school.manager(new_id("loc"))):
        assert seen(call, weekly, caller).problem == "NoSuchStudent"
    body = {"student_id": weekly.student.id, "instrument": "piano", "minutes": 60}
    for caller in (weekly.parent, weekly.child, weekly.taught_by):
        assert call.grant_credit(body, by=caller).status == 403
