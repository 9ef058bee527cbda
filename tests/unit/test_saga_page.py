"""statemachines/README.md tells the truth about the enrolment saga."""

import json
import re
from typing import Any

from tests.support.tables import ROOT, column, rows

FOLDER = ROOT / "statemachines"
PAGE = (FOLDER / "README.md").read_text()
STATES: dict[str, Any] = json.loads((FOLDER / "enrollment.asl.json").read_text())["States"]
STEPS = {column(row, 0): row for row in rows(PAGE, first="step")}
UNDOS = [column(row, 0) for row in rows(PAGE, first="undo")]
ENDS = {column(row, 0): column(row, 1) for row in rows(PAGE, first="end")}


def of_type(*types: str) -> dict[str, str]:
    return {name: state["Type"] for name, state in STATES.items() if state["Type"] in types}


def after_failure(step: str) -> list[str]:
    """Every state that follows when this step fails, whatever is decided on the way."""
    found = [STATES[step]["Catch"][-1]["Next"]]
    for name in found:
        state = STATES[name]
        choices = [choice["Next"] for choice in state.get("Choices", [])]
        following = [*choices, state.get("Next"), state.get("Default")]
        found += [one for one in following if one and one not in found]
    return found


def test_names_every_task_and_fork() -> None:
    named = set(re.findall(r"`(\w+)`", PAGE))
    assert set(of_type("Task", "Choice", "Pass")) <= named


def test_lists_only_tasks_as_steps_and_undos() -> None:
    assert {*STEPS, *UNDOS} <= set(of_type("Task"))


def test_a_step_that_fails_leads_to_the_undo_that_it_names() -> None:
    named = {step: column(row, 2) for step, row in STEPS.items()}
    undone = {step: undo for step, undo in named.items() if undo in STATES}
    assert set(named) - set(undone) == {"ActivateEnrollment"}
    assert {step: undo in after_failure(step) for step, undo in undone.items()} == dict.fromkeys(undone, True)


def test_undos_run_in_the_order_of_the_page() -> None:
    ways = [
        [state for state in after_failure(step) if state in UNDOS]
        for step in ("ScheduleReminders", "OpenCheckout")
    ]
    assert ways == [[undo for undo in UNDOS if undo in way] for way in ways]
    assert {undo for way in ways for undo in way} == set(UNDOS)


def test_tries_steps_and_undos_as_often_as_the_page_says() -> None:
    attempts = {name: STATES[name]["Retry"][0]["MaxAttempts"] for name in (*STEPS, *UNDOS)}
    assert attempts == dict.fromkeys(STEPS, 3) | dict.fromkeys(UNDOS, 5)
    late = {step: STATES[step]["Retry"][-1] for step in STEPS if len(STATES[step]["Retry"]) > 1}
    assert set(STEPS) - set(late) == {"AwaitPayment"}
    assert {(retry["ErrorEquals"][0], retry["MaxAttempts"]) for retry in late.values()} == {
        ("States.Timeout", 1)
    }


def test_lists_every_end_with_its_type() -> None:
    assert of_type("Succeed", "Fail") == ENDS
