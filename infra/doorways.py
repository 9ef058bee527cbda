"""Finds every door under functions/ and what it declares of itself."""

import importlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from infra import ROOT
from tutti.kit.door import Door, EndpointDoor, EventDoor, Source, StepDoor

KINDS: dict[str, type[Door]] = {"api": EndpointDoor, "sagas": StepDoor, "events": EventDoor}


class DoorMissing(Exception):
    """A module stands where a door should be and declares none."""


@dataclass(frozen=True)
class Doorway:
    """One file under functions/ and the door that it declares."""

    group: str
    context: str
    verb: str
    door: Door

    @property
    def handler(self) -> str:
        """The handler string that Lambda wants."""
        return f"{self.module.replace('.', '/')}.handler"

    @property
    def path(self) -> str:
        """The file, from the root of the repository."""
        return f"{self.module.replace('.', '/')}.py"

    @property
    def module(self) -> str:
        """The name under which Python imports the file."""
        return f"functions.{self.group}.{self.context}.{self.verb}"

    @property
    def endpoint(self) -> EndpointDoor:
        """Its door as an endpoint's; every door under functions/api is one."""
        if not isinstance(self.door, EndpointDoor):
            raise TypeError(f"{self.path} is no endpoint.")
        return self.door

    @property
    def source(self) -> Source | None:
        """What wakes it, where that is an event."""
        return self.door.source if isinstance(self.door, EventDoor) else None

    @property
    def id(self) -> str:
        """The construct id, unique within its group and context."""
        return pascal(self.verb)


def discover(root: Path = ROOT) -> tuple[Doorway, ...]:
    """Every doorway under root/functions, in the order of its path."""
    for path in (root / "layers/core/python", root):
        if str(path) not in sys.path:
            sys.path.insert(0, str(path))
    return tuple(_doorway(path) for path in _files(root / "functions"))


def _files(functions: Path) -> Iterator[Path]:
    for group in KINDS:
        for path in sorted((functions / group).glob("*/*.py")):
            if not path.name.startswith("_"):
                yield path


def _doorway(path: Path) -> Doorway:
    group, context, verb = path.parts[-3], path.parts[-2], path.stem
    module = importlib.import_module(f"functions.{group}.{context}.{verb}")
    door = getattr(getattr(module, "handler", None), "door", None)
    if not isinstance(door, KINDS[group]):
        raise DoorMissing(f"{path} has no handler that declares a {KINDS[group].__name__}.")
    return Doorway(group, context, verb, door)


def pascal(name: str) -> str:
    """`hold_place` or `hold-place` as `HoldPlace`."""
    return "".join(word.capitalize() for word in name.replace("-", "_").split("_"))
