"""Whether MiniStack still has the shape that a patch was written for."""

import inspect
from typing import Any


class PatchDoesNotFit(RuntimeError):
    """An upgrade changed what a patch changes: read MiniStack's new code, then mend or drop the patch."""


def expect(holds: bool, what: str) -> None:
    """Refuse with `PatchDoesNotFit` unless `holds`; `what` names the expectation."""
    if not holds:
        raise PatchDoesNotFit(what)


def function(owner: Any, name: str, *parameters: str) -> Any:
    """The function `name` of a module or class, which must still take exactly these parameters."""
    where = f"{owner.__name__}.{name}"
    found: Any = getattr(owner, name, None)
    expect(callable(found), f"{where} is gone")
    taken = tuple(inspect.signature(found).parameters)
    expect(taken == parameters, f"{where} takes {taken}, not {parameters}")
    return found


def value(owner: Any, name: str, kind: type) -> Any:
    """The value `name` of a module, which must still be of this kind."""
    where = f"{owner.__name__}.{name}"
    expect(isinstance(getattr(owner, name, None), kind), f"{where} is no {kind.__name__}")
    return getattr(owner, name)
