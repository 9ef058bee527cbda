"""How many things hang on another one: counted in the same write, so that a condition asks, not a read."""

from tutti.kit.changes import Change, Delete, Key, Update
from tutti.kit.errors import Refusal
from tutti.kit.record import Record

KIND = "Tally"


def one_more(tally: Key) -> Change:
    """The change that counts one more."""
    return Update(tally, [Record.taken.add(1), Record.kind.set(KIND)])


def one_less(tally: Key, refusal: type[Refusal], *, keeps: int = 0) -> Change:
    """The change that counts one less, refused when no more than `keeps` are left."""
    return Update(tally, [Record.taken.add(-1)], Record.taken > keeps, refusal)


def ending(tally: Key, refusal: type[Refusal]) -> Change:
    """The change that ends the count, refused while anything is left."""
    return Delete(tally, Record.taken.does_not_exist() | (Record.taken == 0), refusal)
