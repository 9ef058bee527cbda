"""Processes of functions that nobody calls any more."""

from types import SimpleNamespace

from local.patches.idle_functions import take_idle

NOW = 1000.0


def worker(idle: float, *, is_busy: bool = False) -> SimpleNamespace:
    return SimpleNamespace(last_used=NOW - idle, in_use=is_busy)


def test_what_was_idle_for_long_goes_with_its_function() -> None:
    old, fresh = worker(200), worker(10)
    workers = {"sleepy": [old], "busy": [fresh]}
    assert take_idle(workers, NOW - 120) == [old]
    assert workers == {"busy": [fresh]}


def test_who_works_stays_however_long_it_takes() -> None:
    workers = {"slow": [worker(200, is_busy=True)]}
    assert take_idle(workers, NOW - 120) == []
    assert list(workers) == ["slow"]


def test_a_function_keeps_those_that_are_called() -> None:
    old, fresh = worker(200), worker(10)
    workers = {"known": [old, fresh]}
    assert take_idle(workers, NOW - 120) == [old]
    assert workers == {"known": [fresh]}
