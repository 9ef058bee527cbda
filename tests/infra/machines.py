"""State machines as the templates hold them, flattened so that rules can be asked of every state."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.infra.assembly import Assembly

State = dict[str, Any]


@dataclass(frozen=True)
class Machine:
    """One level of states: a machine, or a branch within one of its states."""

    name: str
    definition: dict[str, Any]
    substitutions: frozenset[str]

    @property
    def states(self) -> dict[str, State]:
        """Its states by name."""
        found: dict[str, State] = self.definition["States"]
        return found

    def tasks(self) -> Iterator[tuple[str, State]]:
        """Its tasks by name."""
        return ((name, state) for name, state in self.states.items() if state["Type"] == "Task")


def machines(assembly: Assembly) -> Iterator[Machine]:
    """Every machine and every branch of a stage."""
    for name, resource in assembly.resources("AWS::StepFunctions::StateMachine"):
        properties = resource["Properties"]
        known = frozenset(properties["DefinitionSubstitutions"])
        yield from branches(Machine(name, json.loads(properties["DefinitionString"]), known))


def branches(machine: Machine) -> Iterator[Machine]:
    """The machine and what is nested in its Parallel and Map states."""
    yield machine
    for name, state in machine.states.items():
        nested = state.get("Branches", []) + [
            state[key] for key in ("ItemProcessor", "Iterator") if key in state
        ]
        for branch in nested:
            yield from branches(Machine(f"{machine.name}/{name}", branch, machine.substitutions))


def targets(state: State) -> set[str]:
    """The states that may follow it."""
    places = [state, *state.get("Choices", []), *state.get("Catch", [])]
    return {place[key] for place in places for key in ("Next", "Default") if key in place}
