"""Whatever the owner of a rival school asks for by this school's ids, at whatever door: there is nothing."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import httpx
import pytest

from tests.support.at_rest import comes_to_rest
from tests.support.bodies import body_for
from tests.support.deployed import Deployed
from tests.support.marked_school import MarkedSchool
from tests.support.routes import ALL_ROUTES, SIGNED_IN, Route
from tests.support.side_by_side import at_once
from tests.support.tokens import claims_in, forged, reissued, tampered, unsigned

HERE, RIVAL, RIVAL_CURRENCY = "forte", "allegro", "AUD"
READ = [route for route in ALL_ROUTES if route.method == "GET" and route.path_names]
RESTRICTED = [route for route in SIGNED_IN if route.excluded]
OK, NOT_FOUND, REFUSED = range(200, 400), {403, 404}, range(400, 500)
Visit = Callable[[Route], httpx.Response]
named = pytest.mark.parametrize


@pytest.fixture(scope="module")
def kept(school: MarkedSchool) -> list[dict[str, Any]]:
    """Everything that bears the mark, before the rival comes."""
    comes_to_rest(school)
    return _marked(school)


@pytest.fixture(scope="module")
def visit(school: MarkedSchool, rival: dict[str, str], kept: list[dict[str, Any]]) -> Visit:
    """What the rival is answered at a door; each is visited once."""
    answers = at_once(lambda route: _send(school, route, rival), ALL_ROUTES)
    return answers.__getitem__


@named("route", ALL_ROUTES, ids=lambda route: route.name)
def test_a_rival_reads_nothing_of_this_school(route: Route, visit: Visit, school: MarkedSchool) -> None:
    reply = visit(route)
    told = f"{reply.text} {reply.headers}".lower()
    assert reply.status_code < 500, reply.text
    assert [mark for mark in school.marks if mark.lower() in told] == []


@named("route", READ, ids=lambda route: route.name)
def test_the_school_itself_reads_what_the_rival_asks_for(route: Route, school: MarkedSchool) -> None:
    reply = _send(school, route, school.owner, slug=HERE, links=school.links)
    assert reply.status_code in OK, reply.text


@named("route", ALL_ROUTES, ids=lambda route: route.name)
def test_what_names_a_thing_of_this_school_is_refused_to_a_rival(
    route: Route, visit: Visit, school: MarkedSchool
) -> None:
    body = json.dumps(_body(school, route))
    if set(route.path_names) - {"slug"}:
        assert visit(route).status_code in NOT_FOUND, visit(route).text
    elif any(thing in body for thing in (*school.ids.values(), school.studio["id"])):
        assert visit(route).status_code in REFUSED, visit(route).text
    else:
        assert visit(route).status_code < 500, visit(route).text


def test_a_rival_changes_nothing_of_this_school(
    visit: Visit, school: MarkedSchool, kept: list[dict[str, Any]]
) -> None:
    for route in ALL_ROUTES:
        visit(route)
    assert _marked(school) == kept


def test_a_rival_leaves_no_trace_in_this_school(
    visit: Visit, school: MarkedSchool, rival: dict[str, str]
) -> None:
    for route in ALL_ROUTES:
        visit(route)
    own = f"STUDIO#{school.studio['id']}"
    person_id = claims_in(rival["authorization"])["person_id"]
    here = [item for item in school.deployed.items() if item["PK"]["S"].startswith(own)]
    assert [item for item in here if person_id in str(item)] == []


@named("route", SIGNED_IN, ids=lambda route: route.name)
def test_nobody_comes_in_unsigned(route: Route, school: MarkedSchool) -> None:
    assert _send(school, route, {}).status_code == 401


@named("route", RESTRICTED, ids=lambda route: route.name)
def test_a_role_that_the_door_does_not_name_is_refused(
    route: Route, school: MarkedSchool, deployed: Deployed
) -> None:
    replies = {role: _send(school, route, _signed_in(deployed, role)) for role in route.excluded}
    assert {role: reply.status_code for role, reply in replies.items()} == dict.fromkeys(route.excluded, 403)


@named("wrong", ["expired", "forged", "tampered", "unsigned", "for another client", "an ID token"])
def test_a_token_that_is_not_right_opens_no_door(wrong: str, school: MarkedSchool) -> None:
    token = {"authorization": f"Bearer {_wrong_tokens(school)[wrong]}"}
    answers = at_once(lambda route: _send(school, route, token), SIGNED_IN)
    replies = {route.name: reply.status_code for route, reply in answers.items()}
    assert replies == dict.fromkeys(replies, 401)


def _send(
    school: MarkedSchool,
    route: Route,
    headers: dict[str, str],
    *,
    slug: str = RIVAL,
    links: dict[str, str] | None = None,
) -> httpx.Response:
    """Ask for this school's things: at the rival's own address, by as much of a link as the ids tell."""
    paths = school.ids | {"slug": slug} | (links or _guessed(school))
    asked = school.asked(route.path_names)
    return school.deployed.http.request(
        route.method,
        f"{school.deployed.api}{route.url(paths)}",
        params=route.query(asked),
        json=_body(school, route),
        headers=headers,
    )


def _body(school: MarkedSchool, route: Route) -> dict[str, Any] | None:
    named = {"slug": HERE, "studio_id": school.studio["id"], "email": school.address("nobody")}
    return body_for(route, school.ids, **named, currency=RIVAL_CURRENCY)


def _guessed(school: MarkedSchool) -> dict[str, str]:
    """The links as far as the ids tell them."""
    studio_id, secret = school.studio["id"], "A" * 43
    return {
        "token": f"{studio_id}.{school.ids['invitation_id']}{secret}",
        "calendar_token": f"{studio_id}.{school.ids['feed_id']}.{secret}.ics",
    }


@cache
def _signed_in(deployed: Deployed, role: str) -> dict[str, str]:
    return deployed.sign_in(HERE, role)


def _wrong_tokens(school: MarkedSchool) -> dict[str, str]:
    cloud, right = school.deployed.cloud, school.owner["authorization"].removeprefix("Bearer ")
    return {
        "expired": reissued(cloud, right, exp=claims_in(right)["iat"]),
        "forged": forged(right),
        "tampered": tampered(right, role="owner", person_id="per_1"),
        "unsigned": unsigned(right),
        "for another client": reissued(cloud, right, client_id="another"),
        "an ID token": reissued(cloud, right, token_use="id"),
    }


def _marked(school: MarkedSchool) -> list[dict[str, Any]]:
    """Every item that bears the mark or an id of a marked thing, but for receipts of deliveries."""
    marks = (school.mark, *school.ids.values())
    found = [item for item in school.deployed.items() if any(mark in str(item) for mark in marks)]
    return sorted(
        (item for item in found if item["kind"]["S"] not in ("Receipt", "Fact", "Audit")),
        key=lambda item: (item["PK"]["S"], item["SK"]["S"]),
    )
