"""One task of a state machine: named ids in, a small reply out; refusals travel as error names."""

from collections.abc import Callable, Sequence
from typing import Any

from tutti.kit import cold_start
from tutti.kit.door import Grant, StepDoor
from tutti.kit.observe import count, logger
from tutti.kit.tenant import Tenant

Step = Callable[[Tenant, dict[str, Any]], dict[str, Any] | None]


class StepHandler:
    """The Lambda handler of one step. What it raises is the error name that the state machine catches."""

    def __init__(self, function: Step, saga: str, door: StepDoor) -> None:
        self.door = door
        self._function = function
        self._saga = saga
        cold_start.end(door.grants)

    def __call__(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        logger.append_keys(
            step=self._function.__name__, request_id=context.aws_request_id, studio_id=event["studio_id"]
        )
        reply = self._function(Tenant(event["studio_id"], f"saga:{self._saga}"), event) or {}
        count("Steps", step=self._function.__name__)
        return reply


def step(*, grants: Sequence[Grant], timeout: int = 20) -> Callable[[Step], StepHandler]:
    """Declare a saga step: `handler = step(grants=[…])(hold_place)`; the saga is the name of its folder."""

    def declare(function: Step) -> StepHandler:
        return StepHandler(
            function, function.__module__.split(".")[-2], StepDoor(tuple(grants), timeout=timeout)
        )

    return declare
