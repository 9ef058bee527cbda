"""Events in process: the same cloud and schools as the endpoints' tests."""

from tests.api.conftest import allegro, aws, call, empty_table, forte

__all__ = ["allegro", "aws", "call", "empty_table", "forte"]
