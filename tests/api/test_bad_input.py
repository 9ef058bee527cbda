"""Input that nobody means: refused with its reason, before anything is read or written."""

import pytest

from tests.support.door import Call
from tests.support.school import School

STUDENT = {"given_name": "Ada", "family_name": "Lang", "birth_date": "2015-05-05"}
GUARDIAN = {"given_name": "Eva", "family_name": "Lang", "email": "eva@lang.test"}
COURSE = {
    "name": "Choir",
    "kind": "private",
    "instrument": "voice",
    "price": {"amount": 1, "currency": "EUR"},
}


def test_a_body_that_is_nested_too_deeply_is_malformed(call: Call, forte: School) -> None:
    reply = call.add_location("[" * 60_000, by=forte.owner)
    assert (reply.status, reply.problem) == (400, "MalformedBody")


@pytest.mark.parametrize("name", ["Main\nhouse", "Main\x00house", "Main\x7fhouse"])
def test_a_name_stands_in_one_line(name: str, call: Call, forte: School) -> None:
    assert call.add_location({"name": name}, by=forte.owner).problem == "InvalidInput"


def test_a_version_that_no_number_of_the_table_can_hold_is_refused(call: Call, forte: School) -> None:
    course = call.add_course(COURSE, by=forte.owner)
    reply = call.update_course(COURSE | {"version": 10**40}, by=forte.owner, course_id=course["id"])
    assert (reply.status, reply.problem) == (422, "InvalidInput")


@pytest.mark.parametrize("name", ["accepted_terms", "consent"])
@pytest.mark.parametrize("word", ["yes", "true", 1])
def test_terms_and_consent_are_given_by_true_and_by_nothing_like_it(
    name: str, word: object, call: Call, forte: School
) -> None:
    form = {"course_id": "crs_" + "0" * 26, "student": STUDENT, "guardian": GUARDIAN, "accepted_terms": True}
    reply = call.request_enrollment(form | {name: word}, slug=forte.studio.slug)
    assert [error["pointer"] for error in reply["errors"]] == [f"/body/{name}"]


@pytest.mark.parametrize("slug", ["a" * 3000, "no slug", "\x00"])
def test_what_is_no_address_of_a_studio_gets_no_receipt_either(slug: str, call: Call) -> None:
    reply = call.request_enrollment({}, slug=slug, headers={"idempotency-key": "once"})
    assert (reply.status, reply.problem) == (422, "InvalidInput")


def test_a_system_s_own_name_for_its_zone_is_no_zone(call: Call, forte: School) -> None:
    studio = forte.studio.model_dump(mode="json", exclude={"id"}, exclude_none=True)
    reply = call.update_studio(studio | {"time_zone": "localtime"}, by=forte.owner)
    assert [error["pointer"] for error in reply["errors"]] == ["/body/time_zone"]
