"""A table for those tests that need one."""

import pytest

from tests.api.conftest import aws, empty_table, forte
from tests.support.school import School
from tutti.kit.changes import Key
from tutti.kit.table import Table

__all__ = ["aws", "empty_table", "forte"]


@pytest.fixture
def table(forte: School, monkeypatch: pytest.MonkeyPatch) -> Table:
    """The table under one school's credentials; it does not sleep between its attempts."""
    monkeypatch.setattr("tutti.kit.table.time.sleep", lambda _: None)
    return forte.tenant.table


@pytest.fixture
def key(forte: School) -> Key:
    """Where something may lie."""
    return Key(forte.tenant.partition("THING"), "one")
