"""The deployed local cloud as families, the office and the payer meet it: over HTTP and nothing else."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property
from itertools import chain, count
from threading import Lock
from typing import Any, TypeVar

import httpx

from local.cloud import Cloud

PATIENCE = 60.0
LONGEST_PAUSE = 0.5
GOOD_CARD, DECLINED_CARD = "4242424242424242", "4000000000000002"
_making = Lock()
_numbers = count(time.time_ns() // 1_000_000)


@dataclass(frozen=True)
class Application:
    """A family's request for a place, and where its status is read."""

    deployed: "Deployed"
    enrollment_id: str
    status_url: str
    email: str
    child: str

    @property
    def status(self) -> dict[str, Any]:
        """How far it is by now."""
        reply = self.deployed.http.get(self.status_url)
        assert reply.status_code == 200, reply.text
        found: dict[str, Any] = reply.json()
        return found

    def until(self, *states: str, seconds: float = PATIENCE, pause: float = 0.1) -> dict[str, Any]:
        """The status as soon as it is in one of these states; fails when it takes too long."""
        return eventually(lambda: self.status, lambda status: status["state"] in states, seconds, pause)

    def pay(self, card: str = GOOD_CARD) -> httpx.Response:
        """Fill in the checkout page and press Pay."""
        form = {"card": card, "email": self.email, "name": "Eva Lang", "action": "pay"}
        return self.deployed.http.post(self.status["checkout_url"], data=form)

    def leave(self) -> httpx.Response:
        """Press Back on the checkout page and follow where it leads."""
        form = {"card": "", "email": self.email, "name": "", "action": "cancel"}
        return self.deployed.http.post(self.status["checkout_url"], data=form, follow_redirects=True)


class Deployed:
    """Everything that a test does with a running cloud."""

    def __init__(self, cloud: Cloud) -> None:
        self.cloud = cloud
        self.http = httpx.Client(trust_env=False, timeout=PATIENCE, headers={"accept": "application/json"})

    @cached_property
    def outputs(self) -> dict[str, Any]:
        """Where everything is, and who can sign in."""
        return self.cloud.outputs

    @cached_property
    def stripe_key(self) -> str:
        """The secret key that the stand-in takes."""
        name = "/tutti/local/stripe-secret-key"
        found = self.cloud.client("ssm").get_parameter(Name=name, WithDecryption=True)
        return str(found["Parameter"]["Value"])

    @cached_property
    def _machines(self) -> dict[str, str]:
        """The state machines' ARNs by their names."""
        machines = self.client("stepfunctions").list_state_machines()["stateMachines"]
        return {one["name"]: one["stateMachineArn"] for one in machines}

    @property
    def api(self) -> str:
        """The base under which /v1 lies."""
        return str(self.outputs["api"])

    def get(self, path: str, who: dict[str, str]) -> dict[str, Any]:
        """What a signed-in caller reads."""
        return _body(self.http.get(self.api + path, headers=who))

    def post(self, path: str, who: dict[str, str], body: Any = None) -> dict[str, Any]:
        """What comes of a signed-in caller's request."""
        return _body(self.http.post(self.api + path, headers=who, json=body))

    def checkout_sessions(self) -> list[dict[str, Any]]:
        """Stripe's latest Checkout Sessions, the newest first."""
        return self.stripe("GET", "/v1/checkout/sessions?limit=100")["data"]  # type: ignore[no-any-return]

    def stripe(
        self, method: str, path: str, body: Any = None, *, form: dict[str, str] | None = None
    ) -> dict[str, Any]:
        """What the stand-in for Stripe answers, by its API or its control doors."""
        url, key = f"{self.outputs['stripe']}{path}", (self.stripe_key, "")
        return _body(self.http.request(method, url, json=body, data=form, auth=key))

    def courses(self, slug: str) -> list[dict[str, Any]]:
        """What the school offers."""
        items: list[dict[str, Any]] = self.http.get(f"{self.api}/v1/public/studios/{slug}/courses").json()[
            "items"
        ]
        return items

    def course(self, slug: str, kind: str, *, is_full: bool = False) -> dict[str, Any]:
        """A course of this kind; of the cohorts one that is full, or one that is not."""
        return next(
            one
            for one in self.courses(slug)
            if one["kind"] == kind and (kind == "private" or (one["seats_left"] == 0) is is_full)
        )

    def apply(self, slug: str, course_id: str, **other: Any) -> Application:
        """Send the form of the public page for a child whom nobody knows yet."""
        number = next(_numbers)
        email = f"parent-{number}@families.test"
        form = {
            "course_id": course_id,
            "student": {"given_name": f"Ada-{number}", "family_name": "Lang", "birth_date": "2016-05-05"},
            "guardian": {
                "given_name": "Eva",
                "family_name": "Lang",
                "email": email,
                "phone": "+43 1 2345678",
            },
            "preferences": {"weekdays": ["TU", "WE"], "time_of_day": "afternoon"},
            "accepted_terms": True,
            "consent": True,
        }
        reply = self.http.post(f"{self.api}/v1/public/studios/{slug}/enrollments", json=form | other)
        assert reply.status_code == 202, reply.text
        accepted = reply.json()
        return Application(self, accepted["enrollment_id"], accepted["status_url"], email, f"Ada-{number}")

    def sign_in(self, slug: str, role: str) -> dict[str, str]:
        """The header by which somebody of this role calls."""
        person = next(p for p in self.outputs["people"] if (p["studio"], p["role"]) == (slug, role))
        secret = {"email": person["email"], "password": person["password"]}
        reply = self.http.post(f"{self.api}/v1/auth/sign-in", json=secret)
        assert reply.status_code == 200, reply.text
        return {"authorization": f"Bearer {reply.json()['access_token']}"}

    def mails_about(self, name: str) -> list[dict[str, Any]]:
        """What the mail box holds in which this name stands."""
        messages = self.http.get(self.outputs["mail"]).json()["messages"]
        return [mail for sent in messages.values() for mail in sent if name in mail["BodyText"]]

    @cache  # noqa: B019 - as long as the cloud
    def client(self, service: str) -> Any:
        """A client of its AWS as the account's administrator; one for all threads."""
        with _making:
            return self.cloud.client(service)

    def items(self, *prefixes: str) -> Iterator[dict[str, Any]]:
        """Every item of the table, or those whose key begins so, as the account's administrator reads it."""
        return chain.from_iterable(self._items(prefix) for prefix in prefixes or [""])

    def _items(self, prefix: str) -> Iterator[dict[str, Any]]:
        """MiniStack scans in the order of keys, so what begins alike lies together."""
        where = (
            {"ExclusiveStartKey": {"PK": {"S": prefix}, "SK": {"S": " "}}, "Limit": 1000} if prefix else {}
        )
        key = prefix
        for page in self.client("dynamodb").get_paginator("scan").paginate(TableName="tutti-local", **where):
            for item in page["Items"]:
                before, key = key, item["PK"]["S"]
                assert before <= key, "A scan goes in another order now."
                if not key.startswith(prefix):
                    return
                yield item

    def execution(self, name: str, saga: str = "enrollment") -> str:
        """How the execution of this name ended, of the saga's state machine."""
        states = self.client("stepfunctions")
        arn = f"{self._machines[f'tutti-local-{saga}'].replace(':stateMachine:', ':execution:')}:{name}"
        ended = eventually(
            lambda: states.describe_execution(executionArn=arn)["status"], lambda status: status != "RUNNING"
        )
        return str(ended)

    def comes_to_rest(self, seconds: float, pause: float = 5.0) -> None:
        """Wait until nothing is written any more: consumers write a receipt for every message."""
        until, before = time.monotonic() + seconds, -1
        while (count := sum(1 for _ in self.items())) != before:
            assert time.monotonic() < until, f"{count - before} items more in {pause} s"
            before = count
            time.sleep(pause)

    def due(self, timer: str) -> datetime | None:
        """When this timer's schedule fires; None when there is none."""
        made = self._schedule(f"local-{timer}")
        return datetime.fromisoformat(made["ScheduleExpression"][3:-1]).replace(tzinfo=UTC) if made else None

    def says(self, schedule: str) -> str:
        """What whoever it wakes is told by this schedule; nothing once it is gone."""
        made = self._schedule(schedule)
        return str(made["Target"]["Input"]) if made else ""

    def _schedule(self, name: str) -> dict[str, Any] | None:
        scheduler = self.client("scheduler")
        try:
            made: dict[str, Any] = scheduler.get_schedule(Name=name, GroupName="tutti-local")
        except scheduler.exceptions.ResourceNotFoundException:
            return None
        return made

    def schedules(self) -> list[str]:
        """The names of all schedules that wait."""
        pages = self.client("scheduler").get_paginator("list_schedules").paginate()
        return [schedule["Name"] for page in pages for schedule in page["Schedules"]]


def _body(reply: httpx.Response) -> dict[str, Any]:
    assert reply.is_success, reply.text
    found: dict[str, Any] = reply.json()
    return found


T = TypeVar("T")


def eventually(
    look: Callable[[], T], is_there: Callable[[T], bool], seconds: float = PATIENCE, pause: float = 0.1
) -> T:
    """What `look` sees as soon as it is as wanted; fails with the last sight when it takes too long.

    It looks less often the longer it has waited, since looking keeps the cloud from getting there.
    """
    began = time.monotonic()
    while not is_there(seen := look()):
        waited = time.monotonic() - began
        assert waited < seconds, seen
        time.sleep(pause + min(waited / 10, LONGEST_PAUSE))
    return seen
