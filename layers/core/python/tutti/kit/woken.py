"""Functions that AWS wakes by anything but a fact: the table's stream, a schedule, a moment of Cognito's."""

from collections.abc import Callable, Sequence
from typing import Any

from tutti.kit import cold_start
from tutti.kit.door import EventDoor, Grant, Source
from tutti.kit.observe import logger

Act = Callable[[dict[str, Any]], Any]


class WokenHandler:
    """The Lambda handler of such a function: the event in, its answer out."""

    def __init__(self, act: Act, door: EventDoor) -> None:
        self.door = door
        self._act = act
        cold_start.end(door.grants)

    def __call__(self, event: dict[str, Any], context: Any) -> Any:
        logger.append_keys(function=self._act.__name__, request_id=context.aws_request_id)
        return self._act(event)


def woken(
    source: Source, *, grants: Sequence[Grant] = (), timeout: int = 30
) -> Callable[[Act], WokenHandler]:
    """Declare it: `handler = woken(OnStream("Fact"), grants=[Grant.PUBLISH])(relay_facts)`."""

    def declare(act: Act) -> WokenHandler:
        return WokenHandler(act, EventDoor(source, tuple(grants), timeout=timeout))

    return declare
