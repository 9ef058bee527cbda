"""Before every access token: the directory's say on studio, person and role."""

import subprocess
import sys
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from functions.events.people.put_studio_into_token import handler
from tests.support.door import ROOT
from tests.support.school import School
from tests.support.somebody import Somebody
from tutti.kit.door import EventDoor, Grant, OnTrigger
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.people.directory_store import DirectoryStore
from tutti.people.identity import Choice


@pytest.fixture
def ada() -> Somebody:
    return Somebody("ada@people.test", str(uuid4()))


def event_for(somebody: Somebody, *, source: str = "Authentication", **attributes: str) -> dict[str, Any]:
    """Cognito's event, version 2 of this trigger."""
    return {
        "version": "2",
        "triggerSource": f"TokenGeneration_{source}",
        "region": "us-east-1",
        "userPoolId": "us-east-1_Forte",
        "userName": somebody.sub,
        "callerContext": {"awsSdkVersion": "aws-sdk-unknown-unknown", "clientId": "page"},
        "request": {
            "userAttributes": {
                "sub": somebody.sub,
                "cognito:user_status": "CONFIRMED",
                "email": somebody.email,
                "email_verified": "true",
                **attributes,
            },
            "groupConfiguration": {
                "groupsToOverride": [],
                "iamRolesToOverride": [],
                "preferredRole": None,
            },
            "scopes": ["aws.cognito.signin.user.admin"],
        },
        "response": {"claimsAndScopeOverrideDetails": None},
    }


def claims(somebody: Somebody, **attributes: str) -> dict[str, str]:
    answered = handler(event_for(somebody, **attributes), SimpleNamespace(aws_request_id="r"))
    details = answered["response"]["claimsAndScopeOverrideDetails"]
    assert set(details) == {"accessTokenGeneration"}
    added: dict[str, str] = details["accessTokenGeneration"]["claimsToAddOrOverride"]
    return added


def test_declares_what_wakes_it_and_that_it_reads_the_directory_only() -> None:
    assert handler.door == EventDoor(OnTrigger("pre_token_generation"), (Grant.DIRECTORY,), timeout=5)


def test_names_studio_person_role_and_address(ada: Somebody, forte: School) -> None:
    belonging = ada.joins(forte, Role.TEACHER)
    assert claims(ada) == {
        "studio_id": forte.studio.id,
        "person_id": belonging.person_id,
        "role": "teacher",
        "email": ada.email,
    }


def test_leaves_the_rest_of_the_event_as_it_came(ada: Somebody) -> None:
    event = event_for(ada)
    answered = handler(event, SimpleNamespace(aws_request_id="r"))
    assert {**answered, "response": None} == {**event, "response": None}


@pytest.mark.parametrize("source", ["Authentication", "NewPasswordChallenge", "RefreshTokens"])
def test_answers_the_same_for_every_way_to_a_token(ada: Somebody, forte: School, source: str) -> None:
    ada.joins(forte, Role.STUDENT)
    answered = handler(event_for(ada, source=source), SimpleNamespace(aws_request_id="r"))
    added = answered["response"]["claimsAndScopeOverrideDetails"]["accessTokenGeneration"]
    assert added["claimsToAddOrOverride"]["role"] == "student"


def test_names_no_studio_for_who_belongs_to_none(ada: Somebody) -> None:
    assert claims(ada) == {"email": ada.email}


def test_names_no_address_that_is_not_proved(ada: Somebody) -> None:
    assert claims(ada, email_verified="false") == {}


def test_names_the_locations_of_a_campus_manager(ada: Somebody, forte: School) -> None:
    places = (new_id("loc"), new_id("loc"))
    ada.joins(forte, Role.MANAGER, locations=places)
    assert claims(ada)["locations"] == " ".join(places)


def test_names_the_chosen_studio_and_role(ada: Somebody, forte: School, allegro: School) -> None:
    ada.joins(forte, Role.OWNER)
    ada.joins(allegro, Role.ADMIN, Role.GUARDIAN)
    DirectoryStore.own(ada.sub).choose(Choice(studio_id=allegro.studio.id, role=Role.GUARDIAN))
    said = claims(ada)
    assert (said["studio_id"], said["role"]) == (allegro.studio.id, "guardian")


def test_falls_back_to_the_first_studio_when_the_chosen_one_is_left(
    ada: Somebody, forte: School, allegro: School
) -> None:
    ada.joins(forte, Role.STUDENT)
    ada.joins(allegro, Role.OWNER)
    DirectoryStore.own(ada.sub).choose(Choice(studio_id=allegro.studio.id, role=Role.OWNER))
    ada.leaves(allegro)
    assert claims(ada)["studio_id"] == forte.studio.id


def test_falls_back_to_a_role_that_is_held_when_the_chosen_one_is_lost(ada: Somebody, forte: School) -> None:
    ada.joins(forte, Role.OWNER)
    DirectoryStore.own(ada.sub).choose(Choice(studio_id=forte.studio.id, role=Role.OWNER))
    ada.joins(forte, Role.TEACHER, Role.STUDENT)
    assert claims(ada)["role"] == "teacher"


def test_says_that_staff_must_set_up_a_second_factor_where_the_studio_requires_it(
    ada: Somebody, forte: School
) -> None:
    ada.joins(forte, Role.TEACHER, totp_required=True)
    assert claims(ada) == {"totp_due": "true", "email": ada.email}
    DirectoryStore.own(ada.sub).note_totp()
    assert claims(ada)["role"] == "teacher"


def test_knows_nobody_by_another_ones_memberships(ada: Somebody, forte: School) -> None:
    ada.joins(forte, Role.OWNER)
    assert "studio_id" not in claims(Somebody("bela@people.test", str(uuid4())))


def test_starts_without_the_web_framework() -> None:
    script = (
        "import sys, functions.events.people.put_studio_into_token;"
        "print(*{'fastapi', 'starlette', 'mangum', 'stripe', 'jinja2', 'boto3'} & set(sys.modules))"
    )
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT}/layers/core/python", "AWS_DEFAULT_REGION": "us-east-1"}
    run = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True, env=environment
    )
    assert (run.returncode, run.stdout.split()) == (0, []), run.stderr
