"""Sixty-four clients at once, and functions that are killed between their writes: nobody is in two places.

`TUTTI_CROWD_SECONDS=300` lets them go on for longer than a test need take; `TUTTI_CROWD_REPORT` names a file
for what came of it.
"""

import os
import random
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from local import faults
from tests.support.audit import violations
from tests.support.audit.reading import studios
from tests.support.crowd import DONE, Crowd
from tests.support.crowd_acts import ACTS
from tests.support.deployed import Deployed, eventually
from tests.support.small_school import SmallSchool

CLIENTS = 64
REQUESTS = 500
SECONDS = float(os.environ.get("TUTTI_CROWD_SECONDS", "0"))
SETTLES_WITHIN = 240
A_SPELL, A_REST = 6.0, 2.0
TOO_LATE = "504"
"""What the proxy says for an emulator that has not come round to a request in time: no claim of ours.

How often is for the report; that nobody is in two places for it, the audit tells.
"""
KILLED = (
    *("api-scheduling-book-lesson", "api-scheduling-book-series", "api-scheduling-change-series"),
    *("api-scheduling-move-lesson", "api-scheduling-cancel-lesson", "api-groups-join-lesson"),
    *("api-scheduling-accept-reschedule", "events-scheduling-enter-series"),
    *("sagas-reschedule-hold-alternatives", "sagas-reschedule-move-lesson"),
)
"""Functions that write more than once, or whose write others wait for."""
BY_KILLED = {
    *("book", "book group", "request", "book series", "change series", "move", "cancel", "join"),
    "accept proposal",
}
"""What they do for the crowd."""


@contextmanager
def killing(state: Path) -> Iterator[None]:
    """Three functions at a time, others every few seconds, die after one of their first eight writes."""
    chance, over = random.Random(7), threading.Event()

    def kill() -> None:
        while not over.is_set():
            for name in chance.sample(KILLED, 3):
                faults.inject(state, f"tutti-local-{name}", "kill-after-write", writes=chance.randint(1, 8))
            over.wait(A_SPELL)
            faults.clear(state)
            over.wait(A_REST)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield
    finally:
        over.set()
        killer.join()
        faults.clear(state)


@pytest.fixture(scope="module")
def crowd(deployed: Deployed) -> Iterator[Crowd]:
    """The crowd after it has gone home; what it left to do is done before anybody else comes."""
    found = Crowd.at(SmallSchool.founded(deployed))
    with killing(deployed.cloud.place.state):
        began = time.monotonic()
        found.runs(ACTS, CLIENTS, REQUESTS, SECONDS)
    _report(found, time.monotonic() - began)
    yield found
    deployed.comes_to_rest(SETTLES_WITHIN)


def _unsettled(deployed: Deployed, crowd: Crowd) -> list[str]:
    studio_id = crowd.school.send("GET", "/v1/studio").json()["id"]
    return violations(studios(deployed.items())[studio_id])


def _report(crowd: Crowd, seconds: float) -> None:
    lines = [f"{count:6} {act}: {outcome}" for (act, outcome), count in sorted(crowd.tally.items())]
    told = "\n".join([f"{CLIENTS} clients, {seconds:.0f} s, {crowd.outcomes.total()} requests", *lines, ""])
    sys.stdout.write(told)
    if path := os.environ.get("TUTTI_CROWD_REPORT"):
        Path(path).write_text(told)


def test_the_timetable_holds_when_all_has_settled(deployed: Deployed, crowd: Crowd) -> None:
    found = eventually(lambda: _unsettled(deployed, crowd), lambda it: not it, SETTLES_WITHIN, pause=3)
    assert found == []


def test_much_was_done_and_much_was_refused(crowd: Crowd) -> None:
    acts = {act for (act, outcome), count in crowd.tally.items() if outcome == DONE}
    assert {"book", "book series", "move", "cancel"} <= acts
    assert crowd.outcomes["SlotTaken"] > 0


def test_functions_died_and_nothing_else_broke(crowd: Crowd) -> None:
    outcomes = {(act.removesuffix(" (again)"), outcome) for act, outcome in crowd.tally}
    broken = [(act, outcome) for act, outcome in outcomes if outcome.isdigit() and outcome != TOO_LATE]
    assert broken
    assert {outcome for _, outcome in broken} <= {"500", "502"}, crowd.odd[:20]
    assert not [outcome for _, outcome in crowd.tally if outcome == "Failed" or outcome.endswith("Error")]
    assert {act for act, _ in broken} <= BY_KILLED, crowd.odd[:20]
