"""A table for those tests that need one."""

from tests.api.conftest import aws, empty_table, forte

__all__ = ["aws", "empty_table", "forte"]
