"""A request for a place: stored, started once, and followed by whoever knows its token."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest

from tests.support.bills import told_names
from tests.support.cloud_in_process import ENVIRONMENT
from tests.support.door import Call
from tests.support.enrolling import Enrolling, a_request
from tests.support.offers import a_cohort, a_course, a_piano_teacher
from tests.support.school import School
from tutti.enrollment.course import CourseKind
from tutti.enrollment.store import EnrollmentStore
from tutti.kit.ids import new_id
from tutti.kit.sagas import StepFunctions

KEY = {"idempotency-key": "once-and-only-once"}


def _executions() -> list[dict[str, Any]]:
    machine = ENVIRONMENT["ENROLLMENT_MACHINE_ARN"]
    found: list[dict[str, Any]] = boto3.client("stepfunctions").list_executions(stateMachineArn=machine)[
        "executions"
    ]
    return found


def _stored(school: School) -> list[str]:
    return [one.id for one in EnrollmentStore(school.tenant).all()]


def test_a_request_is_taken_and_its_saga_started_under_its_own_id(
    machine: None, call: Call, forte: School
) -> None:
    reply = call.request_enrollment(a_request(a_course(forte).id), slug=forte.studio.slug)
    started = next(one for one in _executions() if one["name"] == reply["enrollment_id"])
    execution = boto3.client("stepfunctions").describe_execution(executionArn=started["executionArn"])
    assert reply.status == 202
    assert json.loads(execution["input"]) == {
        "studio_id": forte.studio.id,
        "enrollment_id": reply["enrollment_id"],
    }
    assert told_names(forte)["EnrollmentRequested"] == 1


def test_a_second_start_under_the_same_name_changes_nothing(machine: None, forte: School) -> None:
    name, sagas = new_id("enr"), StepFunctions()
    for data in ('{"number": 1}', '{"number": 2}'):
        sagas.start("enrollment", name, data)
    assert [one["name"] for one in _executions()].count(name) == 1


def test_the_status_url_is_below_the_api_and_holds_an_unguessable_token(
    enrolling: Enrolling, call: Call
) -> None:
    slug = enrolling.school.studio.slug
    replies = [call.request_enrollment(a_request(a_course(enrolling.school).id), slug=slug) for _ in range(2)]
    urls = [urlsplit(reply["status_url"]) for reply in replies]
    tokens = [parse_qs(url.query)["token"][0] for url in urls]
    assert urls[0].path == f"/api/v1/public/studios/{slug}/enrollments/{replies[0]['enrollment_id']}"
    assert len(set(tokens)) == 2
    assert min(map(len, tokens)) >= 32


def test_a_repeated_request_starts_one_saga_and_gets_the_same_reply(enrolling: Enrolling, call: Call) -> None:
    body, slug = a_request(a_course(enrolling.school).id), enrolling.school.studio.slug
    first, second = (call.request_enrollment(body, slug=slug, headers=KEY) for _ in range(2))
    assert (first.body, second.headers["idempotent-replayed"]) == (second.body, "true")
    assert len(enrolling.paper.sagas.walks) == 1
    assert _stored(enrolling.school) == [first["enrollment_id"]]


def test_a_key_is_for_one_request_only(enrolling: Enrolling, call: Call) -> None:
    course_id, slug = a_course(enrolling.school).id, enrolling.school.studio.slug
    assert call.request_enrollment(a_request(course_id), slug=slug, headers=KEY).status == 202
    other = call.request_enrollment(a_request(course_id), slug=slug, headers=KEY)
    assert (other.status, other.problem, len(enrolling.paper.sagas.walks)) == (422, "KeyReused", 1)


def test_keys_of_two_schools_do_not_meet(enrolling: Enrolling, call: Call, allegro: School) -> None:
    for school in (enrolling.school, allegro):
        body = a_request(a_course(school).id)
        assert call.request_enrollment(body, slug=school.studio.slug, headers=KEY).status == 202
    assert len(enrolling.paper.sagas.walks) == 2


def test_a_request_whose_saga_could_not_start_may_be_repeated(enrolling: Enrolling, call: Call) -> None:
    body, slug = a_request(a_course(enrolling.school).id), enrolling.school.studio.slug
    enrolling.paper.sagas.is_down = True
    failed = call.request_enrollment(body, slug=slug, headers=KEY)
    enrolling.paper.sagas.is_down = False
    again = call.request_enrollment(body, slug=slug, headers=KEY)
    assert (failed.status, failed.problem, again.status) == (500, "Failed", 202)
    states = [one.state for one in EnrollmentStore(enrolling.school.tenant).all()]
    assert sorted(states) == ["failed", "validating"]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"student": {"given_name": "Ada"}}, "/body/student/family_name"),
        ({"guardian": {"given_name": "E", "family_name": "L", "email": "no"}}, "/body/guardian/email"),
        ({"accepted_terms": "perhaps"}, "/body/accepted_terms"),
        ({"preferences": {"weekdays": ["noday"]}}, "/body/preferences/weekdays/0"),
        ({"course_id": "crs_1"}, "/body/course_id"),
        ({"price": 0}, "/body/price"),
        ({"student_id": new_id("per")}, "/body/student_id"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refuses_what_the_form_cannot_hold(
    enrolling: Enrolling, call: Call, changes: dict[str, Any], pointer: str
) -> None:
    body = a_request(a_course(enrolling.school).id) | changes
    reply = call.request_enrollment(body, slug=enrolling.school.studio.slug)
    assert (reply.status, reply["errors"][0]["pointer"]) == (422, pointer)
    assert _stored(enrolling.school) == []


def test_refuses_courses_and_cohorts_that_are_not_offered(
    enrolling: Enrolling, call: Call, allegro: School
) -> None:
    forte = enrolling.school
    course, other = (a_course(forte, CourseKind.COHORT) for _ in "12")
    cohort = a_cohort(forte, other)
    for body, problem in (
        (a_request(new_id("crs")), "NoSuchCourse"),
        (a_request(a_course(allegro).id), "NoSuchCourse"),
        (a_request(a_course(forte, is_published=False).id), "NoSuchCourse"),
        (a_request(course.id, cohort_id=cohort.id), "NoSuchCohort"),
        (a_request(course.id, cohort_id=new_id("coh")), "NoSuchCohort"),
    ):
        reply = call.request_enrollment(body, slug=forte.studio.slug)
        assert (reply.status, reply.problem) == (404, problem)
    assert _stored(forte) == []


def test_refuses_a_school_that_is_not_there(enrolling: Enrolling, call: Call) -> None:
    body = a_request(a_course(enrolling.school).id)
    assert call.request_enrollment(body, slug="nowhere").problem == "NoSuchStudio"


def test_malformed_json_is_refused(enrolling: Enrolling, call: Call) -> None:
    reply = call.request_enrollment('{"course_id": ', slug=enrolling.school.studio.slug)
    assert (reply.status, reply.problem) == (400, "MalformedBody")


def test_the_status_is_for_whoever_knows_the_token(enrolling: Enrolling, call: Call, allegro: School) -> None:
    a_piano_teacher(enrolling.school)
    applied = enrolling.apply(a_course(enrolling.school).id)
    slug, enrollment_id = enrolling.school.studio.slug, applied.enrollment_id
    status = applied.status
    assert (status["state"], status["steps"][-1]) == (
        "awaiting_payment",
        {"name": "AwaitPayment", "state": "waiting", "detail": "Waiting for the payment."},
    )
    assert status["checkout_url"].startswith("https://pay.test/")
    for where, token in ((slug, "x" * 32), (allegro.studio.slug, applied.token)):
        reply = call.get_enrollment_status(slug=where, enrollment_id=enrollment_id, query={"token": token})
        assert (reply.status, reply.problem) == (404, "NoSuchEnrollment")
    unknown = call.get_enrollment_status(slug=slug, enrollment_id=new_id("enr"), query={"token": "x" * 32})
    assert unknown.problem == "NoSuchEnrollment"
    assert call.get_enrollment_status(slug=slug, enrollment_id=enrollment_id).status == 422


def test_the_status_tells_no_secret_and_nobodys_address(enrolling: Enrolling) -> None:
    applied = enrolling.apply(a_course(enrolling.school).id)
    text = json.dumps(applied.status)
    assert applied.token not in text
    assert applied.enrollment.guardian.email not in text


def test_what_is_not_known_yet_is_absent(enrolling: Enrolling) -> None:
    status = enrolling.ask(a_course(enrolling.school).id).status
    assert set(status) == {"enrollment_id", "course_id", "state", "steps"}
