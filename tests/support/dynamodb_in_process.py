"""moto's DynamoDB as the real one is: one write after the other, whatever threads do.

moto takes no lock, and a transaction that is refused puts back the whole table as it was, with all that
others wrote meanwhile. It also copies the whole table for every item that a transaction writes, where it
suffices to copy where the items lie, and tries many spellings of every attribute that an answer may have.
"""

import copy
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from threading import RLock
from typing import Any
from unittest.mock import patch

from moto.core.serialize import BaseJSONSerializer
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table

SERIAL = ("transact_write_items", "put_item", "delete_item", "get_item", "query")
_lock = RLock()


def _one_at_a_time(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def locked(*args: Any, **more: Any) -> Any:
        with _lock:
            return method(*args, **more)

    return locked


def _with_places_copied(table: Table, _: Any) -> Table:
    """What a transaction puts back when it is refused."""
    kept = copy.copy(table)
    kept.items = defaultdict(dict, {pk: dict(items) for pk, items in table.items.items()})
    return kept


def _updating_a_copy(update_item: Callable[..., Any]) -> Callable[..., Any]:
    """moto changes items in place: then what was kept of the table would change as well."""

    @wraps(update_item)
    def update(self: DynamoDBBackend, table_name: str, key: dict[str, Any], *args: Any, **more: Any) -> Any:
        with _lock:
            table = self.get_table(table_name)
            pk, sk = (DynamoType(key[name]) for name in (table.hash_key_attr, table.range_key_attr))
            if item := table.get_item(pk, sk):
                table.items[pk][sk] = copy.deepcopy(item)
            return update_item(self, table_name, key, *args, **more)

    return update


def _by_its_name(get_value: Callable[..., Any]) -> Callable[..., Any]:
    """DynamoDB's answers are written with the names that they have in the end."""

    @wraps(get_value)
    def look_up(self: BaseJSONSerializer, value: Any, key: str, shape: Any) -> Any:
        if isinstance(value, dict) and self.operation_model.service_model.service_name == "dynamodb":
            return value.get(key)
        return get_value(self, value, key, shape)

    return look_up


@contextmanager
def serial_dynamodb() -> Iterator[None]:
    """While this lasts, moto's tables are safe for threads, and fast."""
    methods: dict[str, Any] = {name: _one_at_a_time(getattr(DynamoDBBackend, name)) for name in SERIAL}
    methods["update_item"] = _updating_a_copy(DynamoDBBackend.update_item)
    with (
        patch.multiple(DynamoDBBackend, **methods),
        patch.object(BaseJSONSerializer, "get_value", _by_its_name(BaseJSONSerializer.get_value)),
        patch.object(Table, "__deepcopy__", _with_places_copied, create=True),
    ):
        yield
