"""A school whose people upload."""

import pytest

from tests.support.school import School
from tests.support.uploads import Uploads


@pytest.fixture
def uploads(forte: School, monkeypatch: pytest.MonkeyPatch) -> Uploads:
    return Uploads(forte, monkeypatch)
