"""The table under one scope: reads, pages and the one write that is together or not at all."""

import random
import time
from collections.abc import Iterable, Sequence
from typing import Any

from pynamodb.connection import Connection
from pynamodb.exceptions import QueryError, TransactWriteError, VerboseClientError
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from tutti.kit.changes import Change, Check, Delete, Key, Put, Update
from tutti.kit.cursor import decode_cursor, encode_cursor
from tutti.kit.errors import BadCursor, Crowded
from tutti.kit.record import INDEX, Record, schema

ATTEMPTS = 9
BATCH = 100
_CROWD = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}
_CONFLICT = "TransactionConflictException"
_CONDITION_FAILED = "ConditionalCheckFailed"
# TransactWrite sends its operations grouped in this order, and the reasons of a refusal come back in it.
_ORDER = {Check: 0, Delete: 1, Put: 2, Update: 3}


class Table:
    """Everything that Tutti asks of DynamoDB: one method, one call (a full batch or page)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._schema = schema()
        self._name = self._schema.table_name
        if self._name not in connection._tables:
            connection.add_meta_table(self._schema)

    def get(self, key: Key) -> Record | None:
        """One item, read consistently, or None."""
        reply = self._connection.get_item(self._name, key.pk, key.sk, consistent_read=True)
        return Record.from_raw_data(reply["Item"]) if "Item" in reply else None

    def get_many(self, keys: Sequence[Key]) -> list[Record]:
        """The items of these keys that exist, in no order, read consistently; one call for each hundred."""
        found: list[Record] = []
        pending = [{"PK": {"S": key.pk}, "SK": {"S": key.sk}} for key in dict.fromkeys(keys)]
        while pending:
            batch, pending = pending[:BATCH], pending[BATCH:]
            request = {"RequestItems": {self._name: {"Keys": batch, "ConsistentRead": True}}}
            reply = self._connection.dispatch("BatchGetItem", request)
            found += [Record.from_raw_data(item) for item in reply["Responses"].get(self._name, [])]
            pending += reply.get("UnprocessedKeys", {}).get(self._name, {}).get("Keys", [])
        return found

    def get_each(self, *keys: Key) -> list[Record | None]:
        """The items of these keys, of whatever kinds, in the order asked; None where there is none."""
        found = {(record.PK, record.SK): record for record in self.get_many(keys)}
        return [found.get((key.pk, key.sk)) for key in keys]

    def page(
        self,
        pk: str,
        *,
        prefix: str = "",
        between: tuple[str, str] | None = None,
        index: bool = False,
        limit: int = 50,
        cursor: str | None = None,
        newest_first: bool = False,
    ) -> tuple[list[Record], str | None]:
        """Up to `limit` items of a partition in key order, and the cursor of the rest when there is one."""
        try:
            reply = self._connection.query(
                self._name,
                pk,
                range_key_condition=_range(prefix, between, index),
                index_name=INDEX if index else None,
                limit=limit,
                consistent_read=not index,
                exclusive_start_key=_start(pk, cursor, index) if cursor else None,
                scan_index_forward=not newest_first,
            )
        except QueryError as error:
            if cursor and error.cause_response_code == "ValidationException":
                raise BadCursor() from None
            raise
        records = [Record.from_raw_data(item) for item in reply["Items"]]
        last = reply.get("LastEvaluatedKey")
        return records, _cursor(last, index) if last else None

    def all(self, pk: str, *, prefix: str = "", index: bool = False) -> list[Record]:
        """Every item of a partition that is known to be small; follows the pages."""
        records, cursor = self.page(pk, prefix=prefix, index=index, limit=1000)
        while cursor:
            more, cursor = self.page(pk, prefix=prefix, index=index, limit=1000, cursor=cursor)
            records += more
        return records

    def write(self, changes: Iterable[Change]) -> None:
        """Write all or nothing; a failed condition raises its change's refusal, a lasting crowd `Crowded`."""
        ordered = sorted(changes, key=lambda change: _ORDER[type(change)])
        for attempt in range(ATTEMPTS):
            if self._try_to_write(ordered):
                return
            time.sleep(random.uniform(0, 0.01 * 2**attempt))
        raise Crowded()

    def _try_to_write(self, ordered: list[Change]) -> bool:
        """True when written, False when others were in the way; raises the refusal of a failed condition."""
        try:
            if len(ordered) == 1 and isinstance(ordered[0], Put):
                self._put(ordered[0])
            else:
                self._transact(ordered)
        except TransactWriteError as error:
            reasons = [reason.code if reason else None for reason in error.cancellation_reasons]
            if _CONDITION_FAILED in reasons:
                raise ordered[reasons.index(_CONDITION_FAILED)].refusal() from None
            if not _CROWD.intersection(reasons) and error.cause_response_code != _CONFLICT:
                raise
            return False
        return True

    def _put(self, change: Put) -> None:
        request = change.record.get_save_kwargs_from_instance(condition=change.condition)
        try:
            self._connection.dispatch("PutItem", request)
        except VerboseClientError as error:
            if error.response["Error"]["Code"] == f"{_CONDITION_FAILED}Exception":
                raise change.refusal() from None
            raise TransactWriteError("Failed to put item", error) from error

    def _transact(self, ordered: list[Change]) -> None:
        with TransactWrite(connection=self._connection) as transaction:
            for change in ordered:
                match change:
                    case Put(record=record):
                        transaction.save(record, condition=change.condition)
                    case Update():
                        transaction.update(
                            change.key.record(), list(change.actions), condition=change.condition
                        )
                    case Delete():
                        transaction.delete(change.key.record(), condition=change.condition)
                    case Check():
                        transaction.condition_check(
                            Record, change.key.pk, change.key.sk, condition=change.condition
                        )


def _range(prefix: str, between: tuple[str, str] | None, index: bool) -> Condition | None:
    sort_key = Record.GSI1SK if index else Record.SK
    if between:
        return sort_key.between(*between)
    return sort_key.startswith(prefix) if prefix else None


def cursor_at(record: Record, *, index: bool = False) -> str:
    """The cursor of a list that goes on after this item."""
    return encode_cursor([record.GSI1SK, record.PK, record.SK] if index else [record.SK])


def _cursor(last: dict[str, Any], index: bool) -> str:
    # The index goes on from its own sort key and the key of the item that lies there.
    names = ("GSI1SK", "PK", "SK") if index else ("SK",)
    return encode_cursor([last[name]["S"] for name in names])


def _start(pk: str, cursor: str, index: bool) -> dict[str, Any]:
    parts = decode_cursor(cursor, 3 if index else 1)
    names = ("GSI1SK", "PK", "SK") if index else ("SK",)
    key = dict(zip(names, parts, strict=True)) | {"GSI1PK" if index else "PK": pk}
    return {name: {"S": value} for name, value in key.items()}
