"""The saga in process: table and handlers are real, Step Functions and the scheduler are on paper."""

import pytest

from tests.api.conftest import allegro, aws, call, empty_table, forte
from tests.support.paper import Paper, on_paper
from tests.support.rescheduling import Rescheduling
from tests.support.school import School
from tests.support.timetable import a_timetable

__all__ = ["allegro", "aws", "call", "empty_table", "forte"]


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> Paper:
    return on_paper(monkeypatch)


@pytest.fixture
def rescheduling(forte: School, paper: Paper) -> Rescheduling:
    return Rescheduling(a_timetable(forte), paper)
