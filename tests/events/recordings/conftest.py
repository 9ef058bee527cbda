"""A school whose people upload."""

from tests.api.recordings.conftest import uploads

__all__ = ["uploads"]
