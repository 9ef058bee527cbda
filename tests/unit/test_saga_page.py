"""statemachines/README.md tells the truth about every saga."""

import json
import re
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.tables import ROOT, column, rows

FOLDER = ROOT / "statemachines"
PAGE = (FOLDER / "README.md").read_text()
NAMES = sorted(path.name.removesuffix(".asl.json") for path in FOLDER.glob("*.asl.json"))
LAST = {"ActivateEnrollment", "MoveLesson"}
WAITING = {"AwaitPayment", "AwaitAnswer"}
WAYS_BACK = {"enrollment": ("ScheduleReminders", "OpenCheckout"), "reschedule": ("HoldAlternatives",)}
"""The steps whose failures lead back by every undo."""


@dataclass(frozen=True)
class Saga:
    """A state machine, and the chapter of the page about it."""

    name: str

    @property
    def chapter(self) -> str:
        """What the page says of it."""
        return next(one for one in PAGE.split("\n## ") if one.startswith(f"{self.name}\n"))

    @property
    def states(self) -> dict[str, Any]:
        """The states of its machine."""
        found: dict[str, Any] = json.loads((FOLDER / f"{self.name}.asl.json").read_text())["States"]
        return found

    @property
    def steps(self) -> dict[str, list[str]]:
        """The rows of its steps."""
        return {column(row, 0): row for row in rows(self.chapter, first="step")}

    @property
    def undos(self) -> list[str]:
        """Its undos in the order of the page."""
        return [column(row, 0) for row in rows(self.chapter, first="undo")]

    def of_type(self, *types: str) -> dict[str, str]:
        """The states of these types."""
        return {name: state["Type"] for name, state in self.states.items() if state["Type"] in types}

    def after_failure(self, step: str) -> list[str]:
        """Every state that follows when this step fails, whatever is decided on the way."""
        found = [self.states[step]["Catch"][-1]["Next"]]
        for name in found:
            state = self.states[name]
            choices = [choice["Next"] for choice in state.get("Choices", [])]
            following = [*choices, state.get("Next"), state.get("Default")]
            found += [one for one in following if one and one not in found]
        return found


@pytest.fixture(params=NAMES)
def saga(request: pytest.FixtureRequest) -> Saga:
    return Saga(request.param)


def test_names_every_task_and_fork(saga: Saga) -> None:
    named = set(re.findall(r"`(\w+)`", saga.chapter))
    assert set(saga.of_type("Task", "Choice", "Pass")) <= named


def test_lists_only_tasks_as_steps_and_undos(saga: Saga) -> None:
    assert {*saga.steps, *saga.undos} <= set(saga.of_type("Task"))


def test_a_step_that_fails_leads_to_the_undo_that_it_names(saga: Saga) -> None:
    named = {step: column(row, 2) for step, row in saga.steps.items()}
    undone = {step: undo for step, undo in named.items() if undo in saga.states}
    assert set(named) - set(undone) == LAST & set(named)
    leads = {step: undo in saga.after_failure(step) for step, undo in undone.items()}
    assert leads == dict.fromkeys(undone, True)


def test_undos_run_in_the_order_of_the_page(saga: Saga) -> None:
    ways = [
        [state for state in saga.after_failure(step) if state in saga.undos] for step in WAYS_BACK[saga.name]
    ]
    assert ways == [[undo for undo in saga.undos if undo in way] for way in ways]
    assert {undo for way in ways for undo in way} == set(saga.undos)


def test_tries_steps_and_undos_as_often_as_the_page_says(saga: Saga) -> None:
    attempts = {name: saga.states[name]["Retry"][0]["MaxAttempts"] for name in (*saga.steps, *saga.undos)}
    assert attempts == dict.fromkeys(saga.steps, 3) | dict.fromkeys(saga.undos, 5)
    late = {
        step: saga.states[step]["Retry"][-1] for step in saga.steps if len(saga.states[step]["Retry"]) > 1
    }
    assert set(saga.steps) - set(late) == WAITING & set(saga.steps)
    assert {(retry["ErrorEquals"][0], retry["MaxAttempts"]) for retry in late.values()} == {
        ("States.Timeout", 1)
    }


def test_lists_every_end_with_its_type(saga: Saga) -> None:
    ends = {column(row, 0): column(row, 1) for row in rows(saga.chapter, first="end")}
    assert saga.of_type("Succeed", "Fail") == ends
