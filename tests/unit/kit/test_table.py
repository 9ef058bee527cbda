"""The table: a write is together or not at all, and says in the refusal's name why not."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError
from pynamodb.exceptions import CancellationReason, TransactWriteError, VerboseClientError

from tests.support.things import a_thing, beside
from tutti.kit.changes import Change, Check, Delete, Key, Put, Update, absent, at_version, present
from tutti.kit.errors import AlreadyThere, Conflict, Crowded, NotFound, VersionConflict
from tutti.kit.record import Record
from tutti.kit.table import ATTEMPTS, Table


class TooFull(Conflict):
    """There is no room."""


def test_all_changes_are_written_together(table: Table, key: Key) -> None:
    table.write([Put(a_thing(key, taken=1, capacity=2)), Put(a_thing(beside(key, "two")))])
    left = Record.taken < Record.capacity
    table.write(
        [
            Update(key, [Record.taken.add(1)], left, TooFull),
            Delete(beside(key, "two"), present()),
            Put(a_thing(beside(key, "three")), absent()),
        ]
    )
    found = {record.SK: record.taken for record in table.all(key.pk)}
    assert found == {"one": 2, "three": None}


def _failing(key: Key) -> list[Put | Check | Delete | Update]:
    """A change of each kind whose condition does not hold, each with another refusal."""
    missing = beside(key, "missing")
    return [
        Put(a_thing(key), absent(), AlreadyThere),
        Check(missing, present(), NotFound),
        Delete(missing, present(), TooFull),
        Update(missing, [Record.taken.add(1)], at_version(7), VersionConflict),
    ]


@pytest.mark.parametrize("number", range(4))
def test_the_change_whose_condition_fails_names_the_refusal(table: Table, key: Key, number: int) -> None:
    table.write([Put(a_thing(key, version=1)), Put(a_thing(beside(key, "two")))])
    failing = _failing(key)[number]
    good: list[Change] = [
        Put(a_thing(beside(key, "new"))),
        Check(beside(key, "two"), present()),
        Delete(beside(key, "x")),
    ]
    with pytest.raises(failing.refusal):
        table.write([*good, failing])
    assert [record.SK for record in table.all(key.pk)] == ["one", "two"]


def test_a_single_put_is_one_plain_call_with_the_same_refusal(table: Table, key: Key) -> None:
    table.write([Put(a_thing(key), absent(), TooFull)])
    with pytest.raises(TooFull):
        table.write([Put(a_thing(key), absent(), TooFull)])


def _cancelled(*codes: str) -> TransactWriteError:
    reasons = [{"Code": code, "Message": ""} for code in codes]
    response: Any = {
        "Error": {"Code": "TransactionCanceledException", "Message": ""},
        "CancellationReasons": reasons,
    }
    return _failure(ClientError(response, "TransactWriteItems"), codes)


def _failure(cause: ClientError, codes: tuple[str, ...] = ()) -> TransactWriteError:
    reasons = [CancellationReason(code=code, message="") for code in codes]
    verbose = VerboseClientError(cause.response, "TransactWriteItems", {}, cancellation_reasons=reasons)
    return TransactWriteError("cancelled", verbose)


def _raising(errors: Iterator[Exception | None]) -> Any:
    def transact(_: Table, __: Any) -> None:
        if error := next(errors):
            raise error

    return transact


@pytest.mark.parametrize("code", ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"])
def test_who_meets_others_tries_again(
    table: Table, key: Key, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([_cancelled(code, "None"), _cancelled("None", code), None])
    monkeypatch.setattr(Table, "_transact", _raising(answers))
    table.write([Check(key, present())])
    assert list(answers) == []


def test_a_crowd_that_lasts_is_refused(table: Table, key: Key, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([_cancelled("TransactionConflict")] * ATTEMPTS)
    monkeypatch.setattr(Table, "_transact", _raising(answers))
    with pytest.raises(Crowded):
        table.write([Check(key, present())])
    assert list(answers) == []


def test_a_condition_that_failed_beside_a_conflict_is_final(
    table: Table, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([_cancelled("TransactionConflict", "ConditionalCheckFailed")])
    monkeypatch.setattr(Table, "_transact", _raising(answers))
    with pytest.raises(TooFull):
        table.write([Check(key, present()), Check(key, present(), TooFull)])


def test_what_is_nobodys_fault_is_not_hidden(table: Table, key: Key, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Table, "_transact", _raising(iter([_cancelled("ValidationError")])))
    with pytest.raises(TransactWriteError):
        table.write([Check(key, present())])


@pytest.mark.parametrize(
    ("code", "outcome"),
    [("TransactionConflictException", None), ("ValidationException", TransactWriteError)],
)
def test_a_plain_put_meets_transactions_of_others(
    table: Table, key: Key, code: str, outcome: type[Exception] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failed = table._connection.dispatch, list[str]()

    def dispatch(operation: str, request: Any) -> Any:
        if not failed:
            failed.append(operation)
            raise VerboseClientError({"Error": {"Code": code, "Message": ""}}, operation, {})
        return real(operation, request)

    monkeypatch.setattr(table._connection, "dispatch", dispatch)
    if outcome is None:
        table.write([Put(a_thing(key))])
        assert table.get(key)
    else:
        with pytest.raises(outcome):
            table.write([Put(a_thing(key))])
