"""While a function starts nothing is collected, and what its first request needs is made."""

import gc
from collections.abc import Iterator

import pytest

from tutti.kit import cold_start, credentials
from tutti.kit.door import Grant


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    calls: list[str] = []
    monkeypatch.setattr(credentials, "prepare", lambda *services: calls.extend(services))
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "tutti-test-api-studios-get-studio")
    yield calls
    gc.enable()
    gc.unfreeze()


def test_collects_nothing_before_the_handler_stands(prepared: list[str]) -> None:
    cold_start.begin()
    assert not gc.isenabled()
    cold_start.end([])
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


def test_prepares_whoever_may_ask_the_table(prepared: list[str]) -> None:
    cold_start.end([Grant.MAIL, Grant.READ])
    assert prepared == ["dynamodb"]


def test_prepares_whoever_moves_bytes_for_that_as_well(prepared: list[str]) -> None:
    cold_start.end([Grant.WRITE, Grant.MEDIA])
    assert prepared == ["dynamodb", "s3"]


def test_prepares_nothing_more_for_signing(prepared: list[str]) -> None:
    cold_start.end([Grant.READ, Grant.LISTEN])
    assert prepared == ["dynamodb"]


def test_prepares_nobody_who_may_not(prepared: list[str]) -> None:
    cold_start.end([Grant.SIGN_IN])
    assert prepared == []


def test_prepares_nothing_outside_of_lambda(prepared: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_LAMBDA_FUNCTION_NAME")
    cold_start.end([Grant.WRITE])
    assert prepared == []
