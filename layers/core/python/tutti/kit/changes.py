"""Single changes to the table, each with the refusal that its failed condition means."""

from collections.abc import Sequence
from dataclasses import dataclass

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from tutti.kit.errors import AlreadyThere, Refusal
from tutti.kit.record import Record

RefusalType = type[Refusal]


@dataclass(frozen=True)
class Key:
    """Where an item lies."""

    pk: str
    sk: str

    def record(self) -> Record:
        return Record(self.pk, self.sk)


@dataclass(frozen=True)
class Put:
    """Write this item, whole."""

    record: Record
    condition: Condition | None = None
    refusal: RefusalType = AlreadyThere


@dataclass(frozen=True)
class Update:
    """Change some attributes of an item."""

    key: Key
    actions: Sequence[Action] = ()
    condition: Condition | None = None
    refusal: RefusalType = AlreadyThere


@dataclass(frozen=True)
class Delete:
    """Remove an item."""

    key: Key
    condition: Condition | None = None
    refusal: RefusalType = AlreadyThere


@dataclass(frozen=True)
class Check:
    """Refuse the whole transaction unless this holds."""

    key: Key
    condition: Condition
    refusal: RefusalType = AlreadyThere


Change = Put | Update | Delete | Check


def absent() -> Condition:
    """The item is not there yet."""
    return Record.PK.does_not_exist()


def present() -> Condition:
    """The item is there."""
    return Record.PK.exists()


def at_version(version: int) -> Condition:
    """The item is still what was read."""
    return Record.version == version
