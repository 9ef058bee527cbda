"""Many people at once who do something by chance, over HTTP, and what they are told."""

import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.support.small_school import EVERY_DAY, ZONE, SmallSchool, Thing
from tutti.kit.clock import zone
from tutti.kit.ids import new_id

POLICY = {
    "reminder_kinds": [],
    "lead_time_hours": 0,
    "reschedule_notice_hours": 0,
    "max_lessons_a_week": 50,
    "needs_review": True,
}
DONE = "done"
SECONDS_BETWEEN = 0.4
"""How long after the one before each client comes."""
LONGEST_PAUSE = 5.0
"""What a client waits at most, in seconds."""


@dataclass
class Crowd:
    """A school far too small for its clients: two teachers, one room, four children, six days."""

    school: SmallSchool
    families: list[Thing] = field(default_factory=list)
    parents: list[dict[str, str]] = field(default_factory=list)
    teachers: list[Thing] = field(default_factory=list)
    known: dict[str, list[str]] = field(default_factory=dict)
    tally: Counter[tuple[str, str]] = field(default_factory=Counter)
    odd: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, school: SmallSchool) -> "Crowd":
        """Everybody who takes part, and what lasts."""
        school.has_policy(**POLICY)
        crowd = cls(school, known={kind: [] for kind in ("lesson", "series", "group", "reschedule")})
        crowd.families = [school.family(f"Crowd{number}") for number in range(4)]
        crowd.parents = [school.parent(one) for one in crowd.families[:2]]
        hours = {"starts": "09:00", "ends": "18:00", "zone": ZONE, "location_id": school.location["id"]}
        week = [{"weekday": day} | hours for day in EVERY_DAY]
        vera = school.add("/v1/teachers", display_name="Vera", instruments=["piano"], availability=week)
        crowd.teachers = [school.teacher, vera]
        return crowd

    def runs(self, acts: "Acts", clients: int, requests: int, seconds: float) -> None:
        """So many clients do one thing after the other, until so much was answered, and as long as is said.

        They come one after the other, so that the doors are awake when the last of them is there; the time
        counts from then on, and nobody leaves before.
        """
        until = time.monotonic() + clients * SECONDS_BETWEEN + seconds

        def goes_on() -> bool:
            return time.monotonic() < until or self.tally.total() < requests

        def comes(number: int) -> None:
            time.sleep(number * SECONDS_BETWEEN)
            Client(self, random.Random(number)).stays(acts, goes_on)

        with ThreadPoolExecutor(clients) as threads:
            for _ in threads.map(comes, range(clients)):
                pass

    @property
    def outcomes(self) -> Counter[str]:
        """How often it was done, or refused by which name, whatever it was."""
        outcomes = Counter[str]()
        for (_, outcome), count in self.tally.items():
            outcomes[outcome] += count
        return outcomes


@dataclass
class Client:
    """One of the crowd, who chooses by chance."""

    crowd: Crowd
    chance: random.Random

    def stays(self, acts: "Acts", goes_on: Callable[[], bool]) -> None:
        """One act after the other; who was answered slowly asks again as slowly.

        So the crowd is as eager as the machine allows, and no machine is buried under it.
        """
        while goes_on():
            [act] = self.chance.choices([*acts], [*acts.values()])
            began = time.monotonic()
            act(self)
            time.sleep(min(time.monotonic() - began, LONGEST_PAUSE))

    def asks(
        self, name: str, method: str, path: str, body: Any = None, by: dict[str, str] | None = None
    ) -> Thing:
        """What comes of a request; once more under the same key when a function died over it."""
        key = {"idempotency-key": new_id("key")} if method == "POST" else {}
        who = (by or self.crowd.school.owner) | key
        reply = self._sent(name, method, path, body, who)
        if reply is not None and reply.status_code >= 500 and self.chance.random() < 0.5:
            reply = self._sent(f"{name} (again)", method, path, body, who)
        found: Thing = reply.json() if reply is not None and reply.is_success else {}
        return found

    def _sent(
        self, name: str, method: str, path: str, body: Any, who: dict[str, str]
    ) -> httpx.Response | None:
        try:
            reply = self.crowd.school.send(method, path, body, by=who)
        except httpx.TransportError as error:
            self.crowd.tally[name, type(error).__name__] += 1
            return None
        outcome = DONE if reply.is_success else _refusal(reply)
        self.crowd.tally[name, outcome] += 1
        if reply.status_code >= 500 and outcome != "Crowded":
            self.crowd.odd.append(f"{name}: {reply.status_code} {reply.text[:300]}")
        return reply

    def pick(self, kind: str, latest: int = 20) -> str | None:
        """One of the latest of this kind that somebody made."""
        known = self.crowd.known[kind][-latest:]
        return self.chance.choice(known) if known else None

    def knows(self, kind: str, found: Thing, name: str = "id") -> None:
        """Remember what was made."""
        if name in found:
            self.crowd.known[kind].append(found[name])

    def when(self) -> Any:
        """A quarter hour of six days from the day after tomorrow on."""
        return self.crowd.school.at(
            self.chance.randint(2, 7), self.chance.randint(9, 14), self.chance.choice((0, 15, 30, 45))
        )

    def booking(self, **more: Any) -> Thing:
        """Somebody with somebody, mostly in the one room."""
        school, chance = self.crowd.school, self.chance
        terms = school.terms(chance.choice(self.crowd.families)["student"])
        who = {
            "teacher_id": chance.choice(self.crowd.teachers)["id"],
            "minutes": chance.choice((30, 30, 45, 60)),
        }
        return terms | who | {"room_id": chance.choice((school.room["id"], None))} | more

    def wall(self) -> str:
        """The same as a time of the clock there."""
        start: str = self.when().astimezone(zone(ZONE)).replace(tzinfo=None).isoformat()
        return start


def _refusal(reply: httpx.Response) -> str:
    """The name of a refusal; the status alone where there is none, for a function that died is silent."""
    try:
        return str(reply.json()["code"])
    except (ValueError, KeyError, TypeError):
        return str(reply.status_code)


Acts = Mapping[Callable[[Client], None], int]
"""What a crowd does, and how often."""
