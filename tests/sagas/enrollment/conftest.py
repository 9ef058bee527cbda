"""The saga in process: table and handlers are real, Step Functions, Stripe and the scheduler are on paper."""

import pytest

from tests.api.conftest import allegro, aws, call, empty_table, forte
from tests.support.enrolling import Enrolling
from tests.support.paper import Paper, on_paper
from tests.support.school import School

__all__ = ["allegro", "aws", "call", "empty_table", "forte"]


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> Paper:
    return on_paper(monkeypatch)


@pytest.fixture
def enrolling(forte: School, paper: Paper) -> Enrolling:
    return Enrolling(forte, paper)
