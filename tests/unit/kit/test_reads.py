"""Reads of the table: batches as large as asked for, pages both ways, and cursors that fit."""

from typing import Any

import pytest
from botocore.exceptions import ClientError
from pynamodb.exceptions import QueryError

from tests.support.things import a_thing, beside
from tutti.kit.changes import Key, Put
from tutti.kit.errors import BadCursor
from tutti.kit.record import Record
from tutti.kit.table import Table


def test_reads_more_than_a_batch_holds_in_the_order_asked(table: Table, key: Key) -> None:
    keys = [beside(key, f"{number:03d}") for number in range(130)]
    for one in keys[::10]:
        table.write([Put(a_thing(one))])
    found = table.get_each(*keys)
    assert [record.SK for record in found if record] == [one.sk for one in keys[::10]]
    assert len(found) == 130


def test_pages_go_both_ways_and_on(table: Table, key: Key) -> None:
    for number in range(5):
        table.write([Put(a_thing(beside(key, str(number))))])
    first, cursor = table.page(key.pk, limit=2, newest_first=True)
    rest, end = table.page(key.pk, newest_first=True, cursor=cursor)
    assert [one.SK for one in (*first, *rest)] == ["4", "3", "2", "1", "0"]
    assert end is None
    between, _ = table.page(key.pk, between=("1", "3"))
    assert [one.SK for one in between] == ["1", "2", "3"]


def test_all_follows_the_pages(table: Table, key: Key, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        table.write([Put(a_thing(beside(key, str(number))))])
    real = table.page
    monkeypatch.setattr(table, "page", lambda *args, **more: real(*args, **more | {"limit": 2}))
    assert [one.SK for one in table.all(key.pk)] == ["0", "1", "2", "3", "4"]


def test_a_cursor_that_dynamodb_does_not_know_is_refused(
    table: Table, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, cursor = _two_pages(table, key)
    error = QueryError("no", ClientError({"Error": {"Code": "ValidationException", "Message": ""}}, "Query"))

    def query(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(table._connection, "query", query)
    with pytest.raises(BadCursor):
        table.page(key.pk, cursor=cursor)
    with pytest.raises(QueryError):
        table.page(key.pk)


def _two_pages(table: Table, key: Key) -> tuple[list[Record], str | None]:
    for number in range(2):
        table.write([Put(a_thing(beside(key, str(number))))])
    return table.page(key.pk, limit=1)
