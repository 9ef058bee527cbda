"""Items of no kind in particular, for tests of the table itself."""

from typing import Any

from tutti.kit.changes import Key
from tutti.kit.record import Record


def a_thing(key: Key, **attributes: Any) -> Record:
    """An item there, with these attributes."""
    return Record(key.pk, key.sk, kind="Thing", **attributes)


def beside(key: Key, sk: str) -> Key:
    """Another key of the same partition."""
    return Key(key.pk, sk)
